package io.github.planfiji.measure;

import io.github.planfiji.run.UserException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which synthetic images look copied (Alaa et al., ICML 2022, arXiv 2102.08921). An image is
 * authentic if it lies farther from its nearest real image than that one lies from its nearest
 * other real image.
 *
 * @param share of authentic images, 0..1
 * @param copied 0-based indices of the images that are not authentic, ascending
 */
public record Authenticity(double share, List<Integer> copied) {

    public Authenticity {
        copied = List.copyOf(copied);
    }

    /**
     * Looks for copies of real images, best of those that the generator was trained on.
     *
     * @param real [N,F], N at least 2
     * @param synthetic [M,F], M at least 1
     * @throws UserException if a set is too small or has a feature that is not finite
     */
    public static Authenticity of(float[][] real, float[][] synthetic) {
        FeatureSet.check("real", real, 2);
        FeatureSet.check("synthetic", synthetic, 1);
        NearestNeighbours nearest = NearestNeighbours.between(synthetic, real, 1);
        double[] toOtherReal = NearestNeighbours.within(real, 1).squaredDistances(0);
        List<Integer> copied =
                IntStream.range(0, synthetic.length)
                        .filter(s -> nearest.squaredDistance(s) <= toOtherReal[nearest.index(s)])
                        .boxed()
                        .toList();
        return new Authenticity(1 - (double) copied.size() / synthetic.length, copied);
    }
}
