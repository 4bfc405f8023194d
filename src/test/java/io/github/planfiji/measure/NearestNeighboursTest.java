package io.github.planfiji.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.run.UserException;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNeighboursTest {

    @Test
    void findsTheNearestOfAFew() {
        float[][] references = {{0, 0}, {3, 4}, {1, 0}};
        NearestNeighbours nearest =
                NearestNeighbours.between(new float[][] {{0, 0}, {3, 3}}, references, 3);
        assertThat(nearest.size()).isEqualTo(2);
        assertThat(nearest.index(0)).isEqualTo(0);
        assertThat(nearest.index(0, 1)).isEqualTo(2);
        assertThat(nearest.index(0, 2)).isEqualTo(1);
        assertThat(nearest.squaredDistance(0)).isEqualTo(0);
        assertThat(nearest.squaredDistance(0, 2)).isEqualTo(25);
        assertThat(nearest.squaredDistances(1)).containsExactly(1, 13);
    }

    @Test
    void equallyNearOnesComeInTheirOrder() {
        float[][] references = {{2}, {1}, {-1}, {1}};
        NearestNeighbours nearest = NearestNeighbours.between(new float[][] {{0}}, references, 3);
        assertThat(IntStream.range(0, 3).map(rank -> nearest.index(0, rank)))
                .containsExactly(1, 2, 3);
    }

    @Test
    void aVectorIsNotItsOwnNeighbourButItsCopyIs() {
        NearestNeighbours nearest = NearestNeighbours.within(new float[][] {{5}, {7}, {5}}, 2);
        assertThat(nearest.index(0)).isEqualTo(2);
        assertThat(nearest.squaredDistance(0)).isEqualTo(0);
        assertThat(nearest.index(0, 1)).isEqualTo(1);
        assertThat(nearest.index(1)).isEqualTo(0);
    }

    @Test
    void aPlantedCopyIsFoundAtDistanceZeroInALargeSet() {
        SplittableRandom random = new SplittableRandom(3);
        float[][] references = FeatureSets.normal(random, 700, 67);
        float[][] queries = FeatureSets.shifted(FeatureSets.normal(random, 40, 67), 1000);
        queries[33] = references[511].clone();
        NearestNeighbours nearest = NearestNeighbours.between(queries, references, 2);
        assertThat(nearest.index(33)).isEqualTo(511);
        assertThat(nearest.squaredDistance(33)).isEqualTo(0);
        assertThat(nearest.squaredDistance(33, 1)).isGreaterThan(1);
        assertThat(nearest.squaredDistance(32)).isGreaterThan(1);
    }

    // on, below and above the edges of a tile of 256 columns, 64 features and 32 rows
    @ParameterizedTest
    @CsvSource({"1,1,1,1", "32,256,64,3", "33,257,65,4", "31,255,63,1", "70,600,130,7"})
    void tilesAgreeWithBruteForce(int queryCount, int referenceCount, int features, int count) {
        SplittableRandom random = new SplittableRandom(features);
        float[][] queries = FeatureSets.normal(random, queryCount, features);
        float[][] references = FeatureSets.normal(random, referenceCount, features);
        NearestNeighbours nearest = NearestNeighbours.between(queries, references, count);
        for (int q = 0; q < queryCount; q++) {
            float[] query = queries[q];
            int[] expected =
                    IntStream.range(0, referenceCount)
                            .boxed()
                            .sorted(
                                    Comparator.comparingDouble(
                                            r -> squaredDistance(query, references[r])))
                            .limit(count)
                            .mapToInt(r -> r)
                            .toArray();
            for (int rank = 0; rank < count; rank++) {
                double distance = squaredDistance(query, references[expected[rank]]);
                assertThat(nearest.index(q, rank)).isEqualTo(expected[rank]);
                assertThat(nearest.squaredDistance(q, rank))
                        .isCloseTo(distance, within(1e-5 * distance));
            }
        }
    }

    @Test
    void leavingOneselfOutAgreesWithTheSecondNearest() {
        float[][] set = FeatureSets.normal(new SplittableRandom(8), 300, 20);
        NearestNeighbours others = NearestNeighbours.within(set, 2);
        NearestNeighbours all = NearestNeighbours.between(set, set, 3);
        assertThat(others.squaredDistances(0)).containsExactly(all.squaredDistances(1));
        assertThat(others.squaredDistances(1)).containsExactly(all.squaredDistances(2));
    }

    @Test
    void theOrderOfRowsChangesNoBit() {
        SplittableRandom random = new SplittableRandom(5);
        float[][] queries = FeatureSets.normal(random, 50, 70);
        float[][] references = FeatureSets.normal(random, 300, 70);
        int[] queryOrder = FeatureSets.permutation(random, 50);
        int[] referenceOrder = FeatureSets.permutation(random, 300);
        NearestNeighbours one = NearestNeighbours.between(queries, references, 2);
        NearestNeighbours other =
                NearestNeighbours.between(
                        FeatureSets.ordered(queries, queryOrder),
                        FeatureSets.ordered(references, referenceOrder),
                        2);
        for (int q = 0; q < 50; q++) {
            assertThat(referenceOrder[other.index(q)]).isEqualTo(one.index(queryOrder[q]));
            assertThat(other.squaredDistance(q, 1))
                    .isEqualTo(one.squaredDistance(queryOrder[q], 1));
        }
    }

    @Test
    void faultsOfTheSetsAreTold() {
        float[][] set = {{1, 2}, {3, 4}};
        assertThatThrownBy(() -> NearestNeighbours.between(set, set, 3))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "The reference set has 2 images, but this measure needs at least 3: give more images.");
        assertThatThrownBy(() -> NearestNeighbours.within(set, 2))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("needs at least 3");
        assertThatThrownBy(() -> NearestNeighbours.within(set, 0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is 0, but must be at least 1");
        assertThatThrownBy(() -> NearestNeighbours.between(new float[][] {{1, Float.NaN}}, set, 1))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "Image 1 of the compared set has the feature NaN: check the network that computed it.");
        assertThatThrownBy(() -> NearestNeighbours.between(new float[][] {{1}}, set, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 features cannot be compared with 2");
        assertThatThrownBy(() -> NearestNeighbours.within(new float[][] {{1}, {1, 2}}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Row 1 has 2 features, not 1");
    }

    private static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int f = 0; f < a.length; f++) sum += Math.pow((double) a[f] - b[f], 2);
        return sum;
    }
}
