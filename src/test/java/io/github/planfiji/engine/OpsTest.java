package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Values of operations with a result that is easily written down. */
class OpsTest {

    private static Torch torch;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    @Test
    void shiftMovesDownAndRightAndFillsWithBlack() {
        try (NDScope scope = new NDScope()) {
            NDArray x = torch.array(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 3, 3);
            NDArray pair = x.repeat(0, 2);
            float[] moved =
                    torch.ops()
                            .shift(pair, new long[] {1, 0}, new long[] {-1, 0}, 1)
                            .toFloatArray();
            assertThat(moved)
                    .containsExactly(-1, -1, -1, 2, 3, -1, 5, 6, -1, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

    @Test
    void minibatchStdIsTheSpreadOverTheGroup() {
        try (NDScope scope = new NDScope()) {
            // two features of one pixel, a group of four: spreads 1.5 and 0
            NDArray x = torch.array(new float[] {0, 1, 3, 1, 0, 1, 3, 1}, 4, 2, 1, 1);
            float[] result = torch.ops().minibatchStd(x).toFloatArray();
            for (int n = 0; n < 4; n++) {
                assertThat(result[3 * n]).isEqualTo(n % 2 == 0 ? 0 : 3);
                assertThat((double) result[3 * n + 2]).isCloseTo(0.75, within(1e-4));
            }
        }
    }

    @Test
    void batchNormUpdatesItsRunningStatistics() {
        try (NDScope scope = new NDScope()) {
            NDArray x = torch.array(new float[] {1, 3, 5, 7}, 2, 1, 1, 2);
            NDArray mean = torch.array(new float[] {0}, 1);
            NDArray variance = torch.array(new float[] {1}, 1);
            NDArray one = torch.array(new float[] {1}, 1);
            NDArray two = torch.array(new float[] {2}, 1);
            float[] y = torch.ops().batchNorm(x, one, two, mean, variance, true).toFloatArray();
            double root = Math.sqrt(5);
            for (int i = 0; i < 4; i++)
                assertThat((double) y[i]).isCloseTo((2 * i - 3) / root + 2, within(1e-4));
            assertThat(mean.toFloatArray()[0]).isEqualTo(0.4f);
            // the unbiased variance is 20 / 3
            assertThat((double) variance.toFloatArray()[0]).isCloseTo(0.9 + 2 / 3.0, within(1e-5));
            torch.ops().batchNorm(x, one, two, mean, variance, false);
            assertThat(mean.toFloatArray()[0]).isEqualTo(0.4f);
        }
    }

    @Test
    void adamStepsByTheRateAtFirst() {
        try (Weights weights = new Weights()) {
            weights.put("p", torch.array(new float[] {1, 1, 1}, 3));
            NDArray gradient = torch.array(new float[] {0.5f, -20, 0}, 3);
            try (Adam adam = new Adam(torch, weights.all());
                    gradient) {
                adam.update(List.of(gradient), AdamOptions.of(0.1));
                assertThat(weights.get("p").toFloatArray())
                        .containsExactly(new float[] {0.9f, 1.1f, 1}, within(1e-6f));
                assertThat(adam.step()).isEqualTo(1);
            }
        }
    }

    @Test
    void lerpAndDecayWorkInPlace() {
        NDArray average = torch.array(new float[] {0, 4}, 2);
        NDArray value = torch.array(new float[] {8, 4}, 2);
        try (average;
                value) {
            torch.ops().lerp(average, value, 0.25);
            assertThat(average.toFloatArray()).containsExactly(2, 4);
            torch.ops().decay(List.of(average), 0.5);
            assertThat(average.toFloatArray()).containsExactly(1, 2);
        }
    }
}
