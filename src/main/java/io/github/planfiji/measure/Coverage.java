package io.github.planfiji.measure;

import io.github.planfiji.run.UserException;
import java.util.stream.IntStream;

/**
 * How far synthetic images are realistic, and how far they cover the real ones. Every image has a
 * closed ball that reaches to its k-th nearest neighbour in its own set. Precision and recall:
 * Kynkäänniemi et al., NeurIPS 2019, section 2; density and coverage: Naeem et al., ICML 2020,
 * section 3.
 *
 * @param precision share of synthetic images in the ball of some real one, 0..1
 * @param recall share of real images in the ball of some synthetic one, 0..1
 * @param density real balls that hold a synthetic image, in the mean, over k; about 1 for sets of
 *     one distribution, may be more
 * @param coverage share of real images whose ball holds a synthetic one, 0..1; for two large sets
 *     of one distribution and size, 1 - 2^-k
 * @param neighbours k
 */
public record Coverage(
        double precision, double recall, double density, double coverage, int neighbours) {

    /** k where none is given. */
    public static final int DEFAULT_NEIGHBOURS = 5;

    /** As {@link #of(float[][], float[][], int)} with {@value #DEFAULT_NEIGHBOURS} neighbours. */
    public static Coverage of(float[][] real, float[][] synthetic) {
        return of(real, synthetic, DEFAULT_NEIGHBOURS);
    }

    /**
     * Measures synthetic images against real ones.
     *
     * @param real [N,F]
     * @param synthetic [M,F]
     * @param neighbours k, from 1 to one less than the smaller of N and M
     * @throws UserException if a set is too small for k or has a feature that is not finite
     */
    public static Coverage of(float[][] real, float[][] synthetic, int neighbours) {
        FeatureSet.checkBoth("real", real, "synthetic", synthetic, neighbours + 1);
        double[] realRadii = squaredRadii(real, neighbours);
        double[] syntheticRadii = squaredRadii(synthetic, neighbours);
        int[] ballsOfReal = ballsHolding(synthetic, real, realRadii);
        int[] ballsOfSynthetic = ballsHolding(real, synthetic, syntheticRadii);
        NearestNeighbours nearest = NearestNeighbours.between(real, synthetic, 1);
        long covered =
                IntStream.range(0, real.length)
                        .filter(i -> nearest.squaredDistance(i) <= realRadii[i])
                        .count();
        return new Coverage(
                shareAboveZero(ballsOfReal),
                shareAboveZero(ballsOfSynthetic),
                IntStream.of(ballsOfReal).asLongStream().sum()
                        / ((double) neighbours * synthetic.length),
                (double) covered / real.length,
                neighbours);
    }

    private static double[] squaredRadii(float[][] set, int neighbours) {
        return NearestNeighbours.within(set, neighbours).squaredDistances(neighbours - 1);
    }

    /** How many balls hold each point, [points]. */
    private static int[] ballsHolding(float[][] points, float[][] centres, double[] squaredRadii) {
        int[] balls = new int[points.length];
        PairTiles.visit(
                points,
                centres,
                PairTerm.SQUARED_DIFFERENCE,
                (point, from, to, values) -> {
                    for (int c = from; c < to; c++)
                        if (values[c - from] <= squaredRadii[c]) balls[point]++;
                });
        return balls;
    }

    private static double shareAboveZero(int[] counts) {
        return (double) IntStream.of(counts).filter(count -> count > 0).count() / counts.length;
    }
}
