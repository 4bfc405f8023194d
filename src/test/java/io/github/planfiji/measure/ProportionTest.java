package io.github.planfiji.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProportionTest {

    @Test
    void theIntervalIsWilsons() {
        assertInterval(new Proportion(5, 10), 0.5, 0.2366, 0.7634);
        assertInterval(new Proportion(0, 10), 0, 0, 0.2775);
        assertInterval(new Proportion(10, 10), 1, 0.7225, 1);
        assertThat(new Proportion(0, 24).estimate().low()).isZero();
        assertThat(new Proportion(24, 24).estimate().high()).isEqualTo(1);
    }

    @Test
    void moreHitsThanTrialsAreAFault() {
        assertThatThrownBy(() -> new Proportion(3, 2)).hasMessage("3 of 2");
        assertThatThrownBy(() -> new Proportion(0, 0)).hasMessage("0 of 0");
    }

    private static void assertInterval(
            Proportion proportion, double share, double low, double high) {
        Estimate estimate = proportion.estimate();
        assertThat(estimate.value()).isEqualTo(share);
        assertThat(estimate.low()).isBetween(0.0, 1.0).isCloseTo(low, within(1e-4));
        assertThat(estimate.high()).isBetween(0.0, 1.0).isCloseTo(high, within(1e-4));
    }
}
