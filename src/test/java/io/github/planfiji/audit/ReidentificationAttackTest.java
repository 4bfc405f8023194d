package io.github.planfiji.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.measure.Estimate;
import io.github.planfiji.measure.Proportion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReidentificationAttackTest {

    private static final int PATIENTS = 120;

    private final SplittableRandom random = new SplittableRandom(4);
    private final float[][] real = random(PATIENTS);
    private final int[] numbers = IntStream.range(0, PATIENTS).toArray();
    private final ReidentificationAttack attack =
            new ReidentificationAttack(real, numbers, real, numbers);

    @Test
    void copiesOfAllPatientsAreFoundAlways() {
        List<Set<Integer>> alone = IntStream.range(0, PATIENTS).mapToObj(Set::of).toList();
        ReidentificationRates rates = attack.on(real, alone);
        assertThat(List.of(rates.naive(), rates.reverse(), rates.memberFound(), rates.groupFound()))
                .allSatisfy(
                        rate -> {
                            assertThat(rate.value()).isEqualTo(1);
                            assertThat(rate.low()).isBetween(0.95, 0.99);
                            assertThat(rate.high()).isEqualTo(1);
                        });
        assertThat(rates.chance()).isCloseTo(1.0 / PATIENTS, within(1e-12));
        assertThat(attack.accuracy()).isEqualTo(1);
    }

    @Test
    void aCopyOfOneMemberNamesHerAndNotTheOthers() {
        float[][] copies = {real[0], real[3]};
        List<Set<Integer>> behind = List.of(Set.of(0, 1, 2), Set.of(3, 4, 5));
        ReidentificationRates rates = attack.on(copies, behind);
        assertThat(rates.naive().value()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(rates.memberFound().value()).isEqualTo(1);
    }

    @Test
    void imagesOfNobodyNameOneOfAllAtRandom() {
        float[][] others = random(4000);
        List<Set<Integer>> behind = new ArrayList<>();
        for (int i = 0; i < others.length; i++) behind.add(Set.of(i % 60, 60 + i % 60));
        ReidentificationRates rates = attack.on(others, behind);
        assertThat(rates.naive().value()).isCloseTo(1.0 / PATIENTS, within(0.004));
        assertThat(rates.memberFound().value()).isCloseTo(2.0 / PATIENTS, within(0.008));
    }

    @Test
    void aLinkToAGroupCountsOneOverItsPatients() {
        float[][] line = {{0}, {1}, {10}, {11}};
        float[][] unseen = {{0.4f}, {9}, {10.2f}, {1.2f}, {11}};
        int[] of = {0, 1, 2, 3, 3};
        ReidentificationAttack small =
                new ReidentificationAttack(line, new int[] {0, 1, 2, 3}, unseen, of);
        float[][] released = {{0.5f}, {10.5f}};
        ReidentificationRates rates = small.on(released, List.of(Set.of(0, 1), Set.of(2, 3)));
        // patient 1 is taken for the other group, one of two images of patient 3 too
        assertThat(rates.reverse().value()).isCloseTo((0.5 + 0 + 0.5 + 0.25) / 4, within(1e-12));
        assertThat(rates.groupFound().value()).isCloseTo((1 + 0 + 1 + 0.5) / 4, within(1e-12));
        assertThat(rates.naive().value()).isEqualTo(0.5);
        assertThat(rates.worst().value()).isEqualTo(0.5);
        assertThat(small.accuracy()).isCloseTo(3.0 / 5, within(1e-12));
    }

    @Test
    void intervalsAreThoseOfTheSharesBehindTheRates() {
        // the images of two groups of three, the second of them nearest to a stranger
        float[][] released = {real[0], real[9]};
        ReidentificationRates rates =
                attack.on(released, List.of(Set.of(0, 1, 2), Set.of(3, 4, 5)));
        Estimate oneOfTwo = new Proportion(1, 2).estimate();
        assertThat(rates.memberFound())
                .isEqualTo(new ReidentificationRates.Rate(0.5, oneOfTwo.low(), oneOfTwo.high()));
        assertThat(rates.naive().low()).isCloseTo(oneOfTwo.low() / 3, within(1e-12));
        assertThat(rates.naive().high()).isCloseTo(oneOfTwo.high() / 3, within(1e-12));
        assertThat(rates.reverse().low()).isCloseTo(rates.groupFound().low() / 3, within(1e-12));
        assertThat(rates.chance()).isCloseTo(3.0 / PATIENTS, within(1e-12));
        // where nothing is linked the rate may still be above 0
        ReidentificationRates none = attack.on(new float[][] {real[9]}, List.of(Set.of(3)));
        assertThat(none.memberFound().value()).isEqualTo(0);
        assertThat(none.naive().high()).isPositive();
    }

    @Test
    void suppressedPatientsAreNoTargets() {
        float[][] line = {{0}, {1}, {10}};
        int[] of = {0, 1, 2};
        ReidentificationAttack small = new ReidentificationAttack(line, of, line, of);
        ReidentificationRates rates = small.on(new float[][] {{0.5f}}, List.of(Set.of(0, 1)));
        assertThat(rates.reverse().value()).isEqualTo(0.5);
        assertThat(rates.groupFound().value()).isEqualTo(1);
    }

    @Test
    void disjointGroupsKeepBothRatesUnderOneOverK() {
        for (int run = 0; run < 30; run++) {
            int k = 2 + random.nextInt(6);
            List<Set<Integer>> behind = new ArrayList<>();
            for (int p = 0; p + k <= PATIENTS; p += k) {
                Set<Integer> group = new HashSet<>();
                for (int i = 0; i < k; i++) group.add(p + i);
                behind.add(group);
            }
            float[][] released = behind.stream().map(this::nearOneOf).toArray(float[][]::new);
            ReidentificationRates rates = attack.on(released, behind);
            assertThat(rates.memberFound().value()).isGreaterThan(0.9);
            assertThat(rates.worst().value()).isLessThanOrEqualTo(1.0 / k + 1e-12);
        }
    }

    private float[] nearOneOf(Set<Integer> group) {
        float[] near = real[group.iterator().next()].clone();
        near[0] += 1e-3f;
        return near;
    }

    private float[][] random(int count) {
        float[][] rows = new float[count][8];
        for (float[] row : rows)
            for (int d = 0; d < row.length; d++) row[d] = (float) random.nextGaussian();
        return rows;
    }
}
