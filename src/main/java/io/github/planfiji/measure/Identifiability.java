package io.github.planfiji.measure;

import java.util.stream.IntStream;

/**
 * Which real images a synthetic set gives away: those that have a synthetic image nearer than any
 * other real one (Yoon et al., IEEE JBHI 2020, definition 1, without its feature weights).
 */
public final class Identifiability {

    private Identifiability() {}

    /**
     * Whether each real image is given away, [N].
     *
     * @param real [N,F], N at least 2
     * @param synthetic [M,F], M at least 1
     * @throws io.github.planfiji.run.UserException if a set is too small or has a feature that is
     *     not finite
     */
    public static boolean[] of(float[][] real, float[][] synthetic) {
        NearestNeighbours toReal = NearestNeighbours.within(real, 1);
        NearestNeighbours toSynthetic = NearestNeighbours.between(real, synthetic, 1);
        boolean[] identifiable = new boolean[real.length];
        IntStream.range(0, real.length)
                .forEach(
                        i ->
                                identifiable[i] =
                                        toSynthetic.squaredDistance(i) < toReal.squaredDistance(i));
        return identifiable;
    }
}
