package io.github.planfiji.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.run.UserException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CoverageTest {

    @Test
    void threePointsByHand() {
        // radii with k = 1: real 1, 1, 8; synthetic 0.5, 0.5, 80
        float[][] real = {{0}, {1}, {9}};
        float[][] synthetic = {{0}, {0.5f}, {80.5f}};
        assertThat(Coverage.of(real, synthetic, 1))
                // the first two lie in the balls of 0 and 1; 0 and 1 lie in those of 0 and 0.5
                // and all within 80 of 80.5 are 1 and 9; covered are 0 and 1
                .isEqualTo(new Coverage(2.0 / 3, 1, 4.0 / 3, 2.0 / 3, 1));
    }

    @Test
    void identicalSetsCoverEachOther() {
        float[][] set = FeatureSets.normal(new SplittableRandom(1), 300, 8);
        Coverage coverage = Coverage.of(set, FeatureSets.copy(set));
        // each image lies in k balls of others in the mean, and in its own
        assertThat(coverage).isEqualTo(new Coverage(1, 1, 6 / 5.0, 1, 5));
    }

    @Test
    void setsOfOneDistributionReachTheExpectedValues() {
        SplittableRandom random = new SplittableRandom(2);
        float[][] real = FeatureSets.normal(random, 1500, 4);
        float[][] synthetic = FeatureSets.normal(random, 1500, 4);
        Coverage coverage = Coverage.of(real, synthetic, 3);
        assertThat(coverage.coverage()).isCloseTo(1 - Math.pow(2, -3), within(0.04));
        assertThat(coverage.density()).isCloseTo(1, within(0.1));
        assertThat(coverage.precision()).isCloseTo(coverage.recall(), within(0.04));
    }

    @Test
    void setsFarApartShareNothing() {
        SplittableRandom random = new SplittableRandom(3);
        float[][] real = FeatureSets.normal(random, 100, 8);
        float[][] synthetic = FeatureSets.shifted(FeatureSets.normal(random, 120, 8), 50);
        assertThat(Coverage.of(real, synthetic)).isEqualTo(new Coverage(0, 0, 0, 0, 5));
    }

    @Test
    void modeCollapseIsPreciseButCoversLittle() {
        SplittableRandom random = new SplittableRandom(4);
        float[][] real = FeatureSets.normal(random, 400, 8);
        float[][] collapsed = FeatureSets.normal(random, 400, 8);
        for (float[] row : collapsed) for (int f = 0; f < row.length; f++) row[f] *= 0.05f;
        Coverage coverage = Coverage.of(real, collapsed);
        assertThat(coverage.precision()).isEqualTo(1);
        assertThat(coverage.density()).isGreaterThan(1);
        assertThat(coverage.recall()).isLessThan(0.02);
        assertThat(coverage.coverage()).isLessThan(0.5);
    }

    @Test
    void oneOutlierSpoilsPrecisionAndNotDensity() {
        SplittableRandom random = new SplittableRandom(5);
        float[][] real = FeatureSets.normal(random, 200, 4);
        float[][] synthetic = FeatureSets.shifted(FeatureSets.normal(random, 200, 4), 20);
        real[7] = FeatureSets.shifted(new float[1][4], 22)[0];
        Coverage coverage = Coverage.of(real, synthetic);
        assertThat(coverage.precision()).isEqualTo(1);
        assertThat(coverage.density()).isCloseTo(0.2, within(1e-12));
        assertThat(coverage.coverage()).isEqualTo(0.005);
    }

    @Test
    void theOrderOfRowsChangesNothingAndTheSetsSwapTheirRoles() {
        SplittableRandom random = new SplittableRandom(6);
        float[][] real = FeatureSets.normal(random, 150, 6);
        float[][] synthetic = FeatureSets.shifted(FeatureSets.normal(random, 130, 6), 0.5f);
        Coverage coverage = Coverage.of(real, synthetic);
        assertThat(
                        Coverage.of(
                                FeatureSets.ordered(real, FeatureSets.permutation(random, 150)),
                                FeatureSets.ordered(
                                        synthetic, FeatureSets.permutation(random, 130))))
                .isEqualTo(coverage);
        Coverage swapped = Coverage.of(synthetic, real);
        assertThat(swapped.precision()).isEqualTo(coverage.recall());
        assertThat(swapped.recall()).isEqualTo(coverage.precision());
    }

    @Test
    void setsMustHoldMoreImagesThanNeighbours() {
        float[][] five = {{1}, {2}, {3}, {4}, {5}};
        assertThatThrownBy(() -> Coverage.of(five, five))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "The real set has 5 images, but this measure needs at least 6: give more images.");
        assertThatThrownBy(() -> Coverage.of(five, five, 0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("must be at least 1");
    }
}
