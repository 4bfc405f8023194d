package io.github.planfiji.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RocTest {

    @Test
    void apartIsPerfect() {
        assertThat(Roc.of(new double[] {5, 4}, new double[] {3, 1, 2})).isEqualTo(new Roc(1, 1, 1));
    }

    @Test
    void reversedIsWorseThanChanceButNeverLessAccurate() {
        assertThat(Roc.of(new double[] {1, 2}, new double[] {3, 4})).isEqualTo(new Roc(0, 0.5, 0));
    }

    @Test
    void equalScoresAreChance() {
        assertThat(Roc.of(new double[] {7, 7, 7}, new double[] {7, 7}))
                .isEqualTo(new Roc(0.5, 0.5, 0));
    }

    @Test
    void tiesCountHalf() {
        Roc roc = Roc.of(new double[] {2, 3, 2}, new double[] {1, 2});
        // of six pairs four are won and two tied
        assertThat(roc.auc()).isEqualTo(5.0 / 6, within(1e-12));
        // from 2 on: all members, half of the others
        assertThat(roc.bestAccuracy()).isEqualTo(0.75);
        assertThat(roc.truePositiveRate()).isEqualTo(1.0 / 3, within(1e-12));
    }

    @Test
    void oneFalseAlarmInAHundredIsAllowed() {
        double[] others = new double[100];
        others[17] = 9;
        double[] members = {10, 8, 8, -1};
        assertThat(Roc.of(members, others).truePositiveRate()).isEqualTo(0.75);
        others[18] = 9;
        assertThat(Roc.of(members, others).truePositiveRate()).isEqualTo(0.25);
    }

    @Test
    void areaIsTheShareOfPairsWon() {
        SplittableRandom random = new SplittableRandom(1);
        double[] members = random.doubles(40).map(v -> Math.floor(10 * v) + 1).toArray();
        double[] others = random.doubles(30).map(v -> Math.floor(10 * v)).toArray();
        double won = 0;
        for (double m : members) for (double o : others) won += m > o ? 1 : m == o ? 0.5 : 0;
        assertThat(Roc.of(members, others).auc()).isEqualTo(won / 1200, within(1e-12));
    }

    @Test
    void infiniteScoresAreAllowedAndNaNIsNot() {
        double[] low = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        assertThat(Roc.of(new double[] {0, Double.POSITIVE_INFINITY}, low).auc()).isEqualTo(1);
        double[] bad = low.clone();
        Arrays.fill(bad, Double.NaN);
        assertThatThrownBy(() -> Roc.of(low, bad)).hasMessageContaining("NaN");
    }
}
