package io.github.planfiji.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArrayAdamTest {

    @Test
    void theFirstStepIsTheRateWhateverTheSize() {
        float[] x = {1, 1, 1};
        new ArrayAdam(3).update(x, new double[] {1e-3, -1e3, 0}, 0.25);
        assertThat(x).containsExactly(new float[] {0.75f, 1.25f, 1}, within(1e-5f));
    }

    @Test
    void theSecondStepIsAsCalculatedByHand() {
        float[] x = {0};
        ArrayAdam adam = new ArrayAdam(1);
        adam.update(x, new double[] {1}, 0.1);
        adam.update(x, new double[] {-2}, 0.1);
        // m = 0.9 * 0.1 - 0.1 * 2 = -0.11, over 1 - 0.81; v = 0.999e-3 + 4e-3, over 1 - 0.998001
        double expected = -0.1 + 0.1 * (0.11 / 0.19) / Math.sqrt(0.004999 / 0.001999);
        assertThat((double) x[0]).isCloseTo(expected, within(1e-7));
    }

    @Test
    void aParabolaIsDescended() {
        float[] x = {3, -2};
        ArrayAdam adam = new ArrayAdam(2);
        for (int i = 0; i < 500; i++) adam.update(x, new double[] {2 * x[0], 20 * x[1]}, 0.05);
        assertThat(x).containsExactly(new float[] {0, 0}, within(1e-3f));
    }
}
