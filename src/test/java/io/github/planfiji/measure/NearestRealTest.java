package io.github.planfiji.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.run.Seed;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nearest real, hold-out share, identifiability, diversity and density ratio on known sets. */
class NearestRealTest {

    private static final float[][] REAL = {{0}, {1}, {4}};

    @Test
    void distancesAndRatios() {
        NearestReal nearest = NearestReal.of(REAL, new float[][] {{0}, {2}, {5}});
        assertThat(nearest.distances()).containsExactly(0, 1, 1);
        assertThat(nearest.indices()).containsExactly(0, 1, 2);
        assertThat(nearest.ratios()).containsExactly(0, 0.25, 1.0 / 16);
    }

    @Test
    void betweenTwoEqualRealsNoneStandsOut() {
        assertThat(NearestReal.of(new float[][] {{3}, {3}}, new float[][] {{3}}).ratios())
                .containsExactly(1);
    }

    @Test
    void identifiableIsWhoHasASyntheticNeighbourNearerThanARealOne() {
        assertThat(Identifiability.of(REAL, new float[][] {{4.5f}, {2.5f}}))
                .containsExactly(false, false, true);
        assertThat(Identifiability.of(REAL, REAL)).containsOnly(true);
    }

    @Test
    void shareOfEqualSetsIsTheirPart() {
        float[][] set = FeatureSets.normal(new SplittableRandom(1), 30, 4);
        int[] patients = IntStream.range(0, 30).toArray();
        HoldOutShare share = HoldOutShare.of(set, patients, set, patients, set, new Seed(1));
        assertThat(share.value()).isEqualTo(0.5);
        assertThat(share.expected()).isEqualTo(0.5);
        assertThat(share.isWithinChance()).isTrue();
    }

    @Test
    void independentSetsAreWithinChanceAndCopiesAreNot() {
        SplittableRandom random = new SplittableRandom(2);
        float[][] training = FeatureSets.normal(random, 90, 4);
        float[][] heldOut = FeatureSets.normal(random, 30, 4);
        float[][] other = FeatureSets.normal(random, 200, 4);
        int[] trainingPatients = IntStream.range(0, 90).map(i -> i / 3).toArray();
        int[] heldOutPatients = IntStream.range(0, 30).map(i -> i / 3).toArray();
        HoldOutShare fair =
                HoldOutShare.of(
                        training, trainingPatients, heldOut, heldOutPatients, other, new Seed(1));
        assertThat(fair.expected()).isEqualTo(0.75);
        assertThat(fair.value()).isEqualTo(0.75, within(0.1));
        assertThat(fair.low()).isLessThan(0.75);
        assertThat(fair.isWithinChance()).isTrue();
        HoldOutShare copied =
                HoldOutShare.of(
                        training,
                        trainingPatients,
                        heldOut,
                        heldOutPatients,
                        training,
                        new Seed(1));
        assertThat(copied.value()).isEqualTo(1);
        assertThat(copied.isWithinChance()).isFalse();
    }

    @Test
    void pairwiseDistanceIsThatOfAllPairs() {
        float[][] set = FeatureSets.normal(new SplittableRandom(3), 12, 5);
        double sum = 0;
        for (float[] a : set)
            for (float[] b : set) for (int f = 0; f < 5; f++) sum += Math.pow(a[f] - b[f], 2);
        assertThat(Diversity.meanPairwise(set)).isEqualTo(sum / (12 * 11), within(1e-5));
        assertThat(Diversity.meanPairwise(new float[][] {{2, 1}, {2, 1}})).isZero();
    }

    @Test
    void aSecondCopyIsTheNearestOther() {
        assertThat(Diversity.nearestOther(new float[][] {{0}, {3}, {0}})).containsExactly(0, 9, 0);
    }

    @Test
    void densityRatioOfEqualSetsIsZero() {
        SplittableRandom random = new SplittableRandom(4);
        float[][] set = FeatureSets.normal(random, 20, 3);
        double[] ratios = DensityRatio.log(FeatureSets.normal(random, 7, 3), set, set);
        assertThat(Arrays.stream(ratios).map(Math::abs).max().orElseThrow()).isLessThan(1e-9);
    }

    @Test
    void densityRatioOfOnePointIsTheFormula() {
        // the median nearest distance of the reference is 4, so the kernel is exp(-d / 4)
        float[][] reference = {{0}, {2}};
        double ratio = DensityRatio.log(new float[][] {{2}}, new float[][] {{2}}, reference)[0];
        assertThat(ratio).isEqualTo(-Math.log((Math.exp(-1) + 1) / 2), within(1e-9));
    }

    @Test
    void densityRatioStaysFiniteFarAway() {
        double[] ratio =
                DensityRatio.log(
                        new float[][] {{1000}}, new float[][] {{900}}, new float[][] {{0}, {1}});
        // (999^2 - 100^2) / 1, and the mean over two centres of which the nearer one counts
        assertThat(ratio[0]).isEqualTo(988_001 + Math.log(2), within(1.0));
    }

    @Test
    void halvesShareNoPatient() {
        int[] patients = {0, 0, 1, 1, 2, 3, 3, 3};
        PatientHalves halves = new PatientHalves(patients, new Seed(1));
        for (int draw = 0; draw < 10; draw++) {
            int[][] parts = halves.next();
            int[] first = Arrays.stream(parts[0]).map(i -> patients[i]).distinct().toArray();
            int[] second = Arrays.stream(parts[1]).map(i -> patients[i]).distinct().toArray();
            assertThat(first).hasSize(2).doesNotContain(second);
            assertThat(parts[0].length + parts[1].length).isEqualTo(8);
        }
    }
}
