package io.github.planfiji.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PairingTest {

    /** On a line: 0 and 1 are near, 3 is far off. */
    private static final float[][] POINTS = {{0}, {1}, {3}, {9}};

    @Test
    void ringGoesAroundThenAcross() {
        assertThat(pairs(Pairing.RING, POINTS, 1))
                .containsExactly(
                        new Pair(0, 1),
                        new Pair(1, 2),
                        new Pair(2, 3),
                        new Pair(0, 3),
                        new Pair(0, 2),
                        new Pair(1, 3));
    }

    @Test
    void nearestComeFirst() {
        assertThat(pairs(Pairing.NEAREST, POINTS, 1))
                .containsExactly(
                        new Pair(0, 1),
                        new Pair(1, 2),
                        new Pair(2, 3),
                        new Pair(0, 2),
                        new Pair(1, 3),
                        new Pair(0, 3));
    }

    @Test
    void randomDependsOnTheSeedOnly() {
        float[][] points = new float[20][1];
        assertThat(pairs(Pairing.RANDOM, points, 3)).isEqualTo(pairs(Pairing.RANDOM, points, 3));
        assertThat(pairs(Pairing.RANDOM, points, 3)).isNotEqualTo(pairs(Pairing.RANDOM, points, 4));
    }

    @ParameterizedTest
    @EnumSource(Pairing.class)
    void pairsAreDistinctAndReachEveryPoint(Pairing pairing) {
        for (int n = 2; n < 12; n++) {
            float[][] points = new float[n][1];
            for (int i = 0; i < n; i++) points[i][0] = i * i;
            List<Pair> pairs = pairs(pairing, points, n);
            assertThat(pairs).doesNotHaveDuplicates();
            assertThat(pairs).allMatch(p -> 0 <= p.from() && p.from() < p.to());
            List<Pair> tour = pairs.subList(0, Math.min(n, pairs.size()));
            for (int i = 0; i < n; i++) {
                int point = i;
                assertThat(tour).anyMatch(p -> p.from() == point || p.to() == point);
            }
        }
    }

    @Test
    void twoPointsAreOnePair() {
        for (Pairing pairing : Pairing.values())
            assertThat(pairs(pairing, new float[][] {{1}, {2}}, 1)).containsExactly(new Pair(0, 1));
    }

    @Test
    void namesAreReadInAnyCase() {
        assertThat(Pairing.of(" Ring")).isEqualTo(Pairing.RING);
        assertThatThrownBy(() -> Pairing.of("circle"))
                .isInstanceOf(UserException.class)
                .hasMessage("There is no pairing \"circle\": use nearest, random or ring.");
    }

    @Test
    void stepsAreSpreadOverTheInside() {
        assertThat(Course.PLAN.steps(1, 3)).containsExactly(1);
        assertThat(Course.PLAN.steps(1, 12)).containsExactly(6);
        assertThat(Course.PLAN.steps(2, 12)).containsExactly(3, 8);
        for (int steps = 3; steps < 30; steps++)
            for (int count = 1; count <= steps - 2; count++)
                assertThat(IntStream.of(Course.PLAN.steps(count, steps)).boxed())
                        .doesNotHaveDuplicates()
                        .isSorted()
                        .allMatch(step -> step >= 1);
    }

    private static List<Pair> pairs(Pairing pairing, float[][] points, long seed) {
        return pairing.pairs(points, new Seed(seed).stream("test"));
    }
}
