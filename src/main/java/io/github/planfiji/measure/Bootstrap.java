package io.github.planfiji.measure;

import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * 95 % percentile intervals by drawing whole groups, such as patients, with repetition (Efron and
 * Tibshirani 1993, chapter 13): images of one patient are no independent witnesses.
 *
 * @param seed where the draws come from
 * @param resamples draws an interval, at least 20
 */
public record Bootstrap(Seed seed, int resamples) {

    public Bootstrap {
        UserException.require(
                resamples >= 20,
                "The number of resamples is %d, but an interval needs at least 20.",
                resamples);
    }

    /**
     * A statistic of one sample.
     *
     * @param groups the group of each item, [N]
     * @param statistic of items by their indices, which may repeat
     */
    public Estimate of(int[] groups, ToDoubleFunction<int[]> statistic) {
        return ofAll(groups, drawn -> new double[] {statistic.applyAsDouble(drawn)})[0];
    }

    /** Several statistics of the same draws. */
    public Estimate[] ofAll(int[] groups, Function<int[], double[]> statistics) {
        Groups sample = new Groups(groups);
        SplittableRandom random = seed.stream("bootstrap");
        return estimates(
                statistics.apply(all(groups)), () -> statistics.apply(sample.resampled(random)));
    }

    /** Several statistics of two samples, which are drawn apart. */
    public Estimate[] ofAll(
            int[] first, int[] second, BiFunction<int[], int[], double[]> statistics) {
        Groups a = new Groups(first);
        Groups b = new Groups(second);
        SplittableRandom random = seed.stream("bootstrap of two");
        return estimates(
                statistics.apply(all(first), all(second)),
                () -> statistics.apply(a.resampled(random), b.resampled(random)));
    }

    private static int[] all(int[] groups) {
        return IntStream.range(0, groups.length).toArray();
    }

    private Estimate[] estimates(double[] values, Supplier<double[]> draw) {
        double[][] draws = new double[values.length][resamples];
        for (int r = 0; r < resamples; r++) {
            double[] drawn = draw.get();
            for (int v = 0; v < values.length; v++) draws[v][r] = drawn[v];
        }
        Estimate[] estimates = new Estimate[values.length];
        for (int v = 0; v < values.length; v++)
            estimates[v] =
                    new Estimate(
                            values[v],
                            StatUtils.percentile(draws[v], 2.5),
                            StatUtils.percentile(draws[v], 97.5));
        return estimates;
    }
}
