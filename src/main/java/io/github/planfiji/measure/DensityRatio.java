package io.github.planfiji.measure;

import io.github.planfiji.run.UserException;
import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Where a synthetic set is denser than the population: log p_S(x) / p_R(x), both by Gaussian
 * kernels (DOMIAS: van Breugel et al., AISTATS 2023, arXiv 2302.12580). Twice the kernels' variance
 * is the median squared distance of a reference image to the nearest other one.
 */
public final class DensityRatio {

    private DensityRatio() {}

    /**
     * The logarithm of the ratio at each point, [Q].
     *
     * @param points [Q,F]
     * @param synthetic [M,F], M at least 1
     * @param reference real images that are neither among the points nor the synthetic ones'
     *     source, [R,F], R at least 2
     * @throws UserException if a set is too small, has a feature that is not finite, or the
     *     reference images are all alike
     */
    public static double[] log(float[][] points, float[][] synthetic, float[][] reference) {
        FeatureSet.checkBoth("compared", points, "synthetic", synthetic, 1);
        double[] apart = NearestNeighbours.within(reference, 1).squaredDistances(0);
        double scale = StatUtils.percentile(apart, 50);
        if (scale == 0) scale = StatUtils.mean(apart);
        UserException.require(
                scale > 0,
                "The %d reference images are all alike: give different held-out images.",
                reference.length);
        double[] synthetics = logDensity(points, synthetic, scale);
        double[] references = logDensity(points, reference, scale);
        double[] ratios = new double[points.length];
        for (int i = 0; i < ratios.length; i++) ratios[i] = synthetics[i] - references[i];
        return ratios;
    }

    /** log mean exp(-distance / scale), which stays finite however far the centres are. */
    private static double[] logDensity(float[][] points, float[][] centres, double scale) {
        double[] greatest = new double[points.length];
        Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
        double[] sums = new double[points.length];
        PairTiles.visit(
                points,
                centres,
                PairTerm.SQUARED_DIFFERENCE,
                (point, from, to, values) -> {
                    for (int c = 0; c < to - from; c++) {
                        double exponent = -values[c] / scale;
                        if (exponent <= greatest[point]) {
                            sums[point] += Math.exp(exponent - greatest[point]);
                        } else {
                            sums[point] = sums[point] * Math.exp(greatest[point] - exponent) + 1;
                            greatest[point] = exponent;
                        }
                    }
                });
        double[] logs = new double[points.length];
        for (int i = 0; i < logs.length; i++)
            logs[i] = greatest[i] + Math.log(sums[i] / centres.length);
        return logs;
    }
}
