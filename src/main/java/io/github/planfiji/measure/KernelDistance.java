package io.github.planfiji.measure;

import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Kernel distance (KID where the features are Inception's): the squared maximum mean discrepancy of
 * two sets under the kernel (x.y / F + 1)^3, estimated without bias (Bińkowski et al., ICLR 2018).
 * Sets of one distribution give about 0, often a little below. It is fair for small sets, and may
 * be compared between sets of different size.
 *
 * @param value the estimate
 * @param standardError of an estimate from as many images as were compared at a time
 */
public record KernelDistance(double value, double standardError) {

    private static final int FEWEST = 3;

    /**
     * Compares all of two sets. The standard error is that of the jackknife, leaving out one image
     * at a time (for a statistic of two samples: Arvesen, Ann. Math. Stat. 40, 1969).
     *
     * @param a [N,F], N at least 3
     * @param b [M,F], M at least 3
     * @throws UserException if a set is too small or has a feature that is not finite
     */
    public static KernelDistance of(float[][] a, float[][] b) {
        FeatureSet.checkBoth("first", a, "second", b, FEWEST);
        KernelSums first = new KernelSums(a, b);
        KernelSums second = new KernelSums(b, a);
        double value = first.within() + second.within() - first.across() - second.across();
        double variance =
                jackknifeVariance(first.valuesWithoutOne(second.within()))
                        + jackknifeVariance(second.valuesWithoutOne(first.within()));
        return new KernelDistance(value, Math.sqrt(variance));
    }

    /**
     * The mean over random subsets, with their standard deviation, as papers print it (there: 100
     * subsets of 1000). Each subset is drawn without repetition from both sets. The standard error
     * is too small where a subset is a large part of its set: take {@link #of} for small sets.
     *
     * @param a [N,F]
     * @param b [M,F]
     * @param subsets at least 2
     * @param size images a subset and set, from 3 to the smaller of N and M
     * @throws UserException if a number is out of its range or a feature is not finite
     */
    public static KernelDistance overSubsets(
            float[][] a, float[][] b, int subsets, int size, Seed seed) {
        UserException.require(
                subsets >= 2, "The number of subsets is %d, but must be at least 2.", subsets);
        UserException.require(
                size >= FEWEST, "A subset has %d images, but needs at least %d.", size, FEWEST);
        FeatureSet.checkBoth("first", a, "second", b, size);
        SplittableRandom random = seed.stream("kernel distance");
        double[] values = new double[subsets];
        for (int s = 0; s < subsets; s++)
            values[s] = of(drawn(a, size, random), drawn(b, size, random)).value();
        return new KernelDistance(StatUtils.mean(values), Math.sqrt(StatUtils.variance(values)));
    }

    private static double jackknifeVariance(double[] values) {
        int n = values.length;
        // (n - 1) / n times the sum of squared deviations
        return StatUtils.populationVariance(values) * (n - 1);
    }

    private static float[][] drawn(float[][] set, int size, SplittableRandom random) {
        float[][] left = set.clone();
        for (int i = 0; i < size; i++) {
            int j = i + random.nextInt(left.length - i);
            float[] row = left[i];
            left[i] = left[j];
            left[j] = row;
        }
        return Arrays.copyOf(left, size);
    }
}
