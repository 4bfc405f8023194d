package io.github.planfiji.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.measure.Estimate;
import io.github.planfiji.run.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MembershipAttackTest {

    private static final AuditOptions OPTIONS = AuditCases.OPTIONS;

    @Test
    void lossIsTheLogPosteriorOfTheTrueClass() {
        float[][] posteriors = {{0.25f, 0.75f}, {1, 0}};
        double[] values =
                AttackScores.ofLoss(posteriors, new int[] {0, 1}, new int[] {0, 1}).values();
        assertThat(values[0]).isEqualTo(Math.log(0.25), within(1e-6));
        assertThat(values[1]).isLessThan(-20).isFinite();
    }

    @Test
    void aLowLossSaysMember() {
        int[] each = {0, 1};
        MembershipAttack attack =
                attack(
                        AttackScores.ofLosses(new double[] {0.1, 0.2}, each),
                        AttackScores.ofLosses(new double[] {0.5, 1}, each));
        assertThat(attack.auc().value()).isEqualTo(1);
    }

    @Test
    void confidenceIsTheGreatestPosterior() {
        float[][] posteriors = {{0.25f, 0.75f}, {1, 0}};
        assertThat(AttackScores.ofConfidence(posteriors, new int[] {0, 1}).values())
                .containsExactly(0.75, 1);
    }

    @Test
    void scoresApartAreFound() {
        MembershipAttack attack = attack(scores(60, 1, 5), scores(60, 2, 0));
        assertThat(attack.auc().value()).isGreaterThan(0.99);
        assertThat(attack.truePositiveRate().value()).isGreaterThan(0.9);
        assertThat(attack.isHarmless()).isFalse();
        // it is the members' own spread that the control shows, not their distance to the others
        assertThat(attack.control().contains(0.5)).isTrue();
    }

    @Test
    void scoresOfOneKindAreHarmless() {
        MembershipAttack attack = attack(scores(60, 1, 0), scores(60, 2, 0));
        assertThat(attack.auc().contains(0.5)).isTrue();
        assertThat(attack.isHarmless()).isTrue();
    }

    @Test
    void scoresThatAreWorseThanChanceAreHarmless() {
        assertThat(attack(scores(60, 1, 0), scores(60, 2, 5)).isHarmless()).isTrue();
    }

    @Test
    void controlOfAllAttacksIsTheGreatestOfEachDivision() {
        Estimate any = new Estimate(0.6, 0.55, 0.7);
        MembershipAttack one = new MembershipAttack("one", "s", any, any, any, filled(0.4, 0.6));
        Estimate more = new Estimate(0.7, 0.65, 0.8);
        MembershipAttack two = new MembershipAttack("two", "s", more, more, more, filled(0.6, 0.4));
        StrongestAttack strongest = StrongestAttack.of(List.of(one, two));
        assertThat(strongest.attack()).isSameAs(two);
        assertThat(strongest.control()).isEqualTo(new Estimate(0.6, 0.6, 0.6));
        assertThat(strongest.isHarmless()).isFalse();
        // its own interval reaches 0.05 down, the control further up
        assertThat(strongest.leastLeak()).isEqualTo(0.6);
    }

    @Test
    void copiesAreFoundByEveryImageAttack() {
        AuditSets sets =
                AuditCases.sets(AuditCases.pictures(AuditCases.population("member", 60, 11)));
        List<MembershipAttack> attacks = ImageAttacks.of(FeatureSpaces.pixels(sets), sets, OPTIONS);
        assertThat(attacks).extracting(MembershipAttack::name).isEqualTo(ImageAttacks.NAMES);
        for (MembershipAttack attack : attacks) {
            assertThat(attack.auc().value()).as(attack.name()).isGreaterThan(0.95);
            assertThat(attack.isHarmless()).as(attack.name()).isFalse();
        }
    }

    @Test
    void newPatientsAreFoundByNone() {
        AuditSets sets = AuditCases.innocent();
        for (MembershipAttack attack : ImageAttacks.of(FeatureSpaces.pixels(sets), sets, OPTIONS))
            assertThat(attack.isHarmless()).as(attack.name() + " " + attack.auc()).isTrue();
    }

    @Test
    void scoresThatAreNoNumbersAreRefused() {
        assertThatThrownBy(() -> new AttackScores(new double[] {Double.NaN}, new int[] {0}))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("not a number");
    }

    private static MembershipAttack attack(AttackScores members, AttackScores others) {
        return MembershipAttack.of("test", "made-up scores", members, others, OPTIONS);
    }

    private static AttackScores scores(int patients, long seed, double offset) {
        SplittableRandom random = new SplittableRandom(seed);
        return new AttackScores(
                IntStream.range(0, 2 * patients)
                        .mapToDouble(i -> offset + random.nextGaussian())
                        .toArray(),
                IntStream.range(0, 2 * patients).map(i -> i / 2).toArray());
    }

    /** Two values in turn. */
    private static double[] filled(double even, double odd) {
        double[] values = new double[20];
        Arrays.setAll(values, i -> i % 2 == 0 ? even : odd);
        return values;
    }
}
