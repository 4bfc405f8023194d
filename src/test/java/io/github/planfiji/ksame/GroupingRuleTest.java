package io.github.planfiji.ksame;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.planfiji.run.Progress;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GroupingRuleTest {

    /** Mean 11.3; the farthest is 40, then 0 of those left. */
    private static final float[][] LINE = {{0}, {1}, {3}, {10}, {11}, {14}, {40}};

    @Test
    void mdavTakesBothEnds() {
        List<int[]> groups = GroupingRule.MDAV.partition(LINE, 2, Progress.SILENT);
        // 40 and its nearest; 0, farthest from 40, and its nearest; of 3, 10, 11 the last k to 2k-1
        assertThat(groups).hasSize(3);
        assertThat(groups.get(0)).containsExactly(6, 5);
        assertThat(groups.get(1)).containsExactly(0, 1);
        assertThat(groups.get(2)).containsExactly(2, 3, 4);
    }

    @Test
    void farthestFirstMeasuresFromTheMeanOfThoseLeft() {
        List<int[]> groups = GroupingRule.FARTHEST_FIRST.partition(LINE, 2, Progress.SILENT);
        // 40; then of 0 1 3 10 11 (mean 5) 11 is farthest; then of 0 1 3 it is 3; 0 joins mean 2
        assertThat(groups).hasSize(3);
        assertThat(groups.get(0)).containsExactly(6, 5);
        assertThat(groups.get(1)).containsExactly(4, 3);
        assertThat(groups.get(2)).containsExactly(2, 1, 0);
    }

    @Test
    void farthestFirstStartsAtTheGreatestSummedDistance() {
        SplittableRandom random = new SplittableRandom(5);
        float[][] rows = random(random, 60, 3);
        int seed = -1;
        double greatest = -1;
        for (int i = 0; i < rows.length; i++) {
            double sum = 0;
            for (float[] other : rows) sum += Vectors.squaredDistance(rows[i], other);
            if (sum > greatest) {
                greatest = sum;
                seed = i;
            }
        }
        List<int[]> groups = GroupingRule.FARTHEST_FIRST.partition(rows, 4, Progress.SILENT);
        assertThat(groups.get(0)[0]).isEqualTo(seed);
    }

    @ParameterizedTest
    @EnumSource
    void varianceIsFarBelowThatOfArbitraryGroups(GroupingRule rule) {
        SplittableRandom random = new SplittableRandom(7);
        float[][] rows = random(random, 203, 2);
        List<int[]> arbitrary =
                IntStream.range(0, 40)
                        .mapToObj(g -> IntStream.range(g * 5, g * 5 + 5).toArray())
                        .toList();
        assertThat(variance(rows, rule.partition(rows, 5, Progress.SILENT)))
                .isLessThan(0.2 * variance(rows, arbitrary));
    }

    @ParameterizedTest
    @EnumSource
    void equalRowsAreGroupedToo(GroupingRule rule) {
        List<int[]> groups = rule.partition(new float[11][3], 3, Progress.SILENT);
        assertThat(groups.stream().flatMapToInt(IntStream::of).sorted().toArray())
                .containsExactly(IntStream.range(0, 11).toArray());
        assertThat(groups).allSatisfy(g -> assertThat(g.length).isBetween(3, 5));
    }

    private static float[][] random(SplittableRandom random, int n, int dimension) {
        float[][] rows = new float[n][dimension];
        for (float[] row : rows)
            for (int d = 0; d < dimension; d++) row[d] = (float) random.nextDouble();
        return rows;
    }

    private static double variance(float[][] rows, List<int[]> groups) {
        double sum = 0;
        for (int[] group : groups)
            for (int id : group)
                sum += Vectors.squaredDistance(rows[id], Vectors.mean(rows, group));
        return sum;
    }
}
