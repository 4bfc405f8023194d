package io.github.planfiji.audit;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.measure.NearestReal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Released images that lie too near to a training image: nearer than real images of other patients
 * do, but for a few.
 *
 * @param tau the distance that counts as too near
 * @param tooNear the released images nearer than tau, nearest first
 * @param identical how many of them are as good as equal to a training image
 */
public record Copies(double tau, List<Released> tooNear, int identical) {

    /** Of tau: what rounding and another codec may make of an equal image. */
    private static final double ROUNDING = 0.01;

    /**
     * A released image, by the name of its file in the released folder. The patient that it is near
     * to is nobody's business here.
     */
    public record Released(String file, double distance) {}

    public Copies {
        tooNear = List.copyOf(tooNear);
    }

    /**
     * @param quantile of the held-out images' distances to training images, 0..1, that is tau
     */
    static Copies of(NearestFigures figures, ImageSet released, double quantile) {
        NearestReal nearest = figures.released();
        double tau = quantile(figures.heldOut().distances(), quantile);
        List<Released> tooNear =
                IntStream.range(0, released.size())
                        .filter(i -> nearest.distances()[i] < tau)
                        .mapToObj(
                                i ->
                                        new Released(
                                                released.sample(i).name(), nearest.distances()[i]))
                        .sorted(Comparator.comparingDouble(Released::distance))
                        .toList();
        long identical = tooNear.stream().filter(one -> one.distance() <= ROUNDING * tau).count();
        return new Copies(tau, tooNear, Math.toIntExact(identical));
    }

    /** Linear between neighbouring values; the least value for quantile 0. */
    static double quantile(double[] values, double quantile) {
        Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
        percentile.setData(values);
        return quantile == 0
                ? Arrays.stream(values).min().orElseThrow()
                : percentile.evaluate(100 * quantile);
    }
}
