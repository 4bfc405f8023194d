package io.github.planfiji.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.run.Seed;
import io.github.planfiji.testing.FiniteDifferences;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {

    private static final int SIDE = 16;

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
    void probabilityZeroChangesNothing() {
        try (NDScope scope = new NDScope()) {
            NDArray images = torch.normal(random(), 2, 3, SIDE, SIDE);
            assertThat(new Augmentation(torch).apply(images, 0, random())).isSameAs(images);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void imagesChangeAndKeepTheirShape(int channels) {
        float[] values = FiniteDifferences.normal(random(), 4 * channels * SIDE * SIDE);
        float[] changed = apply(values, channels, 1);
        assertThat(changed).hasSize(values.length).isNotEqualTo(values);
        for (float value : changed) assertThat(value).isFinite();
        assertThat(apply(values, channels, 1)).isEqualTo(changed);
    }

    /** Whatever is drawn, augmentation is affine, so a difference along any direction is exact. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theGradientEqualsADifference(int channels) {
        float[] at = FiniteDifferences.normal(random(), 4 * channels * SIDE * SIDE);
        float[] direction = FiniteDifferences.normal(new Seed(2).stream("d"), at.length);
        float[] weights = FiniteDifferences.normal(new Seed(3).stream("w"), at.length);
        double product = dot(gradient(at, channels, weights), direction);
        double difference =
                dot(apply(moved(at, direction, 0.5f), channels, 0.8), weights)
                        - dot(apply(moved(at, direction, -0.5f), channels, 0.8), weights);
        assertThat(product).isCloseTo(difference, within(1e-3 * Math.abs(difference)));
    }

    private static float[] apply(float[] values, int channels, double p) {
        try (NDScope scope = new NDScope()) {
            return new Augmentation(torch)
                    .apply(torch.array(values, 4, channels, SIDE, SIDE), p, random())
                    .toFloatArray();
        }
    }

    private static float[] gradient(float[] values, int channels, float[] weights) {
        try (NDScope scope = new NDScope()) {
            NDArray images = torch.array(values, 4, channels, SIDE, SIDE);
            images.setRequiresGradient(true);
            NDArray changed = new Augmentation(torch).apply(images, 0.8, random());
            System.gc();
            NDArray sum = changed.mul(torch.array(weights, 4, channels, SIDE, SIDE)).sum();
            return torch.ops().gradients(sum, List.of(images)).get(0).toFloatArray();
        }
    }

    private static float[] moved(float[] values, float[] direction, float by) {
        float[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) moved[i] += by * direction[i];
        return moved;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += (double) a[i] * b[i];
        return sum;
    }

    private static SplittableRandom random() {
        return new Seed(1).stream("augmentation");
    }
}
