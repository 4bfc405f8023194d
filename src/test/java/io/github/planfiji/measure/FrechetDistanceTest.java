package io.github.planfiji.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.run.UserException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrechetDistanceTest {

    @Test
    void oneFeatureByHand() {
        // means 1 and 5, standard deviations sqrt(2) and 3 sqrt(2): 4^2 + (2 sqrt(2))^2
        float[][] a = {{0}, {2}};
        float[][] b = {{2}, {8}};
        assertThat(FrechetDistance.of(a, b)).isCloseTo(24, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"3,1", "6,2", "20,1"})
    void diagonalNormalsOfExactMoments(int features, int repeats) {
        double[] deviationA = new double[features];
        double[] deviationB = new double[features];
        double expected = 0;
        for (int f = 0; f < features; f++) {
            deviationA[f] = 1 + f;
            deviationB[f] = 2.5 - 0.25 * f;
            expected += Math.pow(deviationA[f] - Math.abs(deviationB[f]), 2) + 0.25;
        }
        float[][] a = diagonal(deviationA, 0, repeats);
        float[][] b = diagonal(deviationB, 0.5, repeats + 1);
        assertThat(FrechetDistance.of(a, b)).isCloseTo(expected, within(1e-5 * expected));
    }

    @Test
    void aRotationOfBothSetsChangesNothing() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] a = FeatureSets.normal(random, 30, 2);
        float[][] b = FeatureSets.shifted(FeatureSets.normal(random, 40, 2), 1);
        for (float[] row : b) row[0] *= 3;
        assertThat(FrechetDistance.of(rotated(a), rotated(b)))
                .isCloseTo(FrechetDistance.of(a, b), within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({"100,12", "12,100", "12,12", "13,12"})
    void identicalSetsAreAtZeroAlsoWithFewImages(int images, int features) {
        float[][] set = FeatureSets.normal(new SplittableRandom(2), images, features);
        float[][] shuffled =
                FeatureSets.ordered(set, FeatureSets.permutation(new SplittableRandom(3), images));
        assertThat(FrechetDistance.of(set, shuffled)).isCloseTo(0, within(1e-9));
        // a shift leaves the covariance: F times its square
        assertThat(FrechetDistance.of(set, FeatureSets.shifted(set, 2)))
                .isCloseTo(4.0 * features, within(1e-4));
    }

    @Test
    void isSymmetricWhereOneSetIsShorterThanItsFeatures() {
        SplittableRandom random = new SplittableRandom(4);
        float[][] few = FeatureSets.normal(random, 5, 9);
        float[][] many = FeatureSets.normal(random, 50, 9);
        assertThat(FrechetDistance.of(few, many))
                .isGreaterThan(0.1)
                .isCloseTo(FrechetDistance.of(many, few), within(1e-10));
    }

    @Test
    void constantFeaturesAreNoFault() {
        float[][] zeros = new float[4][3];
        assertThat(FrechetDistance.of(zeros, FeatureSets.shifted(zeros, 1)))
                .isCloseTo(3, within(1e-12));
    }

    @Test
    void oneImageIsRefused() {
        assertThatThrownBy(() -> FrechetDistance.of(new float[][] {{1}}, new float[][] {{1}, {2}}))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("The first set has 1 images");
    }

    /** A point on either side of the mean along every axis: exact mean and diagonal covariance. */
    private static float[][] diagonal(double[] deviations, double mean, int repeats) {
        int features = deviations.length;
        int n = 2 * features * repeats;
        float[][] set = new float[n][features];
        for (int i = 0; i < n; i++) {
            for (int f = 0; f < features; f++) set[i][f] = (float) mean;
            int axis = i / 2 % features;
            double reach = deviations[axis] * Math.sqrt((n - 1) / (2.0 * repeats));
            set[i][axis] += (float) (i % 2 == 0 ? reach : -reach);
        }
        return set;
    }

    private static float[][] rotated(float[][] set) {
        float[][] rotated = new float[set.length][];
        for (int i = 0; i < set.length; i++)
            rotated[i] =
                    new float[] {
                        0.6f * set[i][0] - 0.8f * set[i][1], 0.8f * set[i][0] + 0.6f * set[i][1]
                    };
        return rotated;
    }
}
