package io.github.planfiji.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

class KernelDistanceTest {

    @Test
    void threePointsByHand() {
        // one feature, so the kernel is (x y + 1)^3: all pairs of a are 1, of b 8, across 1
        float[][] a = {{0}, {0}, {0}};
        float[][] b = {{1}, {1}, {1}};
        assertThat(KernelDistance.of(a, b)).isEqualTo(new KernelDistance(7, 0));
    }

    @Test
    void agreesWithTheDefinition() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] a = FeatureSets.normal(random, 40, 70);
        float[][] b = FeatureSets.shifted(FeatureSets.normal(random, 300, 70), 0.3f);
        assertThat(KernelDistance.of(a, b).value()).isCloseTo(definition(a, b), within(1e-6));
    }

    @Test
    void theStandardErrorIsThatOfLeavingOneOut() {
        SplittableRandom random = new SplittableRandom(2);
        float[][] a = FeatureSets.normal(random, 7, 3);
        float[][] b = FeatureSets.normal(random, 5, 3);
        double[] withoutA = new double[7];
        double[] withoutB = new double[5];
        for (int i = 0; i < 7; i++) withoutA[i] = definition(without(a, i), b);
        for (int i = 0; i < 5; i++) withoutB[i] = definition(a, without(b, i));
        double variance =
                6 * StatUtils.populationVariance(withoutA)
                        + 4 * StatUtils.populationVariance(withoutB);
        assertThat(KernelDistance.of(a, b).standardError())
                .isCloseTo(Math.sqrt(variance), within(1e-5));
    }

    @Test
    void isUnbiasedAndItsErrorTellsTheSpreadInSmallSets() {
        SplittableRandom random = new SplittableRandom(3);
        int runs = 300;
        double[] same = new double[runs];
        double[] apart = new double[runs];
        double[] errors = new double[runs];
        for (int run = 0; run < runs; run++) {
            float[][] a = FeatureSets.normal(random, 20, 4);
            float[][] b = FeatureSets.normal(random, 20, 4);
            same[run] = KernelDistance.of(a, b).value();
            KernelDistance distance = KernelDistance.of(a, FeatureSets.shifted(b, 1));
            apart[run] = distance.value();
            errors[run] = distance.standardError();
        }
        double spread = Math.sqrt(StatUtils.variance(same));
        assertThat(StatUtils.mean(same)).isCloseTo(0, within(4 * spread / Math.sqrt(runs)));
        assertThat(StatUtils.mean(apart)).isGreaterThan(1);
        assertThat(StatUtils.mean(errors) / Math.sqrt(StatUtils.variance(apart)))
                .isBetween(0.8, 1.3);
    }

    @Test
    void identicalSetsAreAboutZero() {
        float[][] set = FeatureSets.normal(new SplittableRandom(4), 500, 16);
        KernelDistance distance = KernelDistance.of(set, FeatureSets.copy(set));
        assertThat(distance.value()).isCloseTo(0, within(0.05));
        assertThat(KernelDistance.of(set, FeatureSets.shifted(set, 1)).value()).isGreaterThan(1);
    }

    @Test
    void theOrderOfRowsAndOfSetsChangesNothing() {
        SplittableRandom random = new SplittableRandom(5);
        float[][] a = FeatureSets.normal(random, 60, 10);
        float[][] b = FeatureSets.normal(random, 80, 10);
        float[][] shuffled = FeatureSets.ordered(a, FeatureSets.permutation(random, 60));
        KernelDistance one = KernelDistance.of(a, b);
        for (KernelDistance other :
                new KernelDistance[] {KernelDistance.of(shuffled, b), KernelDistance.of(b, a)}) {
            assertThat(other.value()).isCloseTo(one.value(), within(1e-10));
            assertThat(other.standardError()).isCloseTo(one.standardError(), within(1e-10));
        }
    }

    @Test
    void subsetsSpreadAboutTheValueOfTheWholeSets() {
        SplittableRandom random = new SplittableRandom(6);
        float[][] a = FeatureSets.normal(random, 400, 5);
        float[][] b = FeatureSets.shifted(FeatureSets.normal(random, 400, 5), 1);
        KernelDistance whole = KernelDistance.of(a, b);
        KernelDistance subsets = KernelDistance.overSubsets(a, b, 100, 50, new Seed(1));
        assertThat(subsets.value())
                .isCloseTo(whole.value(), within(4 * subsets.standardError() / Math.sqrt(100)));
        // an estimate from an eighth of the images spreads sqrt(8) times as far
        assertThat(subsets.standardError() / whole.standardError())
                .isCloseTo(Math.sqrt(8), within(0.8));
        assertThat(KernelDistance.overSubsets(a, b, 100, 50, new Seed(1))).isEqualTo(subsets);
        assertThat(KernelDistance.overSubsets(a, b, 100, 50, new Seed(2))).isNotEqualTo(subsets);
    }

    @Test
    void subsetsOfAllImagesAreTheWholeSets() {
        SplittableRandom random = new SplittableRandom(7);
        float[][] a = FeatureSets.normal(random, 12, 5);
        float[][] b = FeatureSets.normal(random, 12, 5);
        KernelDistance subsets = KernelDistance.overSubsets(a, b, 3, 12, new Seed(1));
        assertThat(subsets.value()).isCloseTo(KernelDistance.of(a, b).value(), within(1e-12));
        assertThat(subsets.standardError()).isCloseTo(0, within(1e-12));
    }

    @Test
    void smallSetsAndSubsetsAreRefused() {
        float[][] three = {{1}, {2}, {3}};
        float[][] two = {{1}, {2}};
        assertThatThrownBy(() -> KernelDistance.of(three, two))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("The second set has 2 images")
                .hasMessageContaining("at least 3");
        assertThatThrownBy(() -> KernelDistance.overSubsets(three, three, 2, 4, new Seed(1)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("The first set has 3 images");
        assertThatThrownBy(() -> KernelDistance.overSubsets(three, three, 1, 3, new Seed(1)))
                .isInstanceOf(UserException.class)
                .hasMessage("The number of subsets is 1, but must be at least 2.");
        assertThatThrownBy(() -> KernelDistance.overSubsets(three, three, 2, 2, new Seed(1)))
                .isInstanceOf(UserException.class)
                .hasMessage("A subset has 2 images, but needs at least 3.");
    }

    private static double definition(float[][] a, float[][] b) {
        return meanKernel(a, a, true) + meanKernel(b, b, true) - 2 * meanKernel(a, b, false);
    }

    private static double meanKernel(float[][] a, float[][] b, boolean leaveOutSelf) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < a.length; i++)
            for (int j = 0; j < b.length; j++) {
                if (leaveOutSelf && i == j) continue;
                double product = 0;
                for (int f = 0; f < a[i].length; f++) product += (double) a[i][f] * b[j][f];
                sum += Math.pow(product / a[i].length + 1, 3);
                pairs++;
            }
        return sum / pairs;
    }

    private static float[][] without(float[][] set, int row) {
        float[][] left = new float[set.length - 1][];
        for (int i = 0; i < left.length; i++) left[i] = set[i < row ? i : i + 1];
        return left;
    }
}
