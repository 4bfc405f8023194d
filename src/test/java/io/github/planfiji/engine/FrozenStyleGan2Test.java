package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.run.Seed;
import io.github.planfiji.testing.TinyModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrozenStyleGan2Test {

    private static Torch torch;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    /** Features of 128 pixels are worked on in parts that fit a core's cache. */
    @ParameterizedTest
    @CsvSource({"32,1,1", "32,3,3", "128,1,2"})
    void imagesAndGradientsAreThoseOfTheNetworkInTraining(int resolution, int channels, int count) {
        StyleGan2Shape shape = TinyModel.shape(resolution, channels, 2);
        try (Weights weights = TinyModel.generatorWeights(torch, shape);
                FrozenStyleGan2 frozen = frozen(shape, weights)) {
            StyleGan2Generator training = new StyleGan2Generator(torch, shape, weights);
            float[][] recorded = imagesAndGradient(training, count);
            float[][] byHand = imagesAndGradient(frozen, count);
            assertThat(byHand[0]).containsExactly(recorded[0], within(1e-5f));
            float most = 0;
            for (float value : recorded[1]) most = Math.max(most, Math.abs(value));
            assertThat(most).isPositive();
            assertThat(byHand[1]).containsExactly(recorded[1], within(1e-4f * most));
        }
    }

    private static float[][] imagesAndGradient(Generator net, int count) {
        try (NDScope scope = new NDScope();
                Traced rendering = net.render(w(count))) {
            return new float[][] {rendering.result().toFloatArray(), gradient(rendering)};
        }
    }

    /** Each has memory of its own until it is closed, and then others have it. */
    @Test
    void renderingsSideBySideDoNotDisturbEachOther() {
        StyleGan2Shape shape = TinyModel.shape(32, 3, 2);
        try (Weights weights = TinyModel.generatorWeights(torch, shape);
                FrozenStyleGan2 frozen = frozen(shape, weights)) {
            List<float[][]> alone = new ArrayList<>();
            for (int count = 1; count <= 3; count++) alone.add(imagesAndGradient(frozen, count));
            for (int round = 0; round < 2; round++)
                try (NDScope scope = new NDScope();
                        Traced one = frozen.render(w(1));
                        Traced two = frozen.render(w(2));
                        Traced other = frozen.render(w(1).mul(torch.ops().constant(2)));
                        Traced three = frozen.render(w(3))) {
                    assertThat(gradient(three)).isEqualTo(alone.get(2)[1]);
                    assertThat(gradient(one)).isEqualTo(alone.get(0)[1]);
                    assertThat(gradient(other)).isNotEqualTo(alone.get(0)[1]);
                    assertThat(gradient(two)).isEqualTo(alone.get(1)[1]);
                }
        }
    }

    private static float[] gradient(Traced rendering) {
        NDArray images = rendering.result();
        return rendering.gradient(images.mul(images).sum()).toFloatArray();
    }

    @Test
    void imagesWithoutTheWayBackAreTheSameBytes() {
        StyleGan2Shape shape = TinyModel.shape(32, 3, 2);
        try (Weights weights = TinyModel.generatorWeights(torch, shape);
                FrozenStyleGan2 frozen = frozen(shape, weights);
                NDScope scope = new NDScope()) {
            assertThat(frozen.synthesis(w(2)).toFloatArray())
                    .isEqualTo(frozen.render(w(2)).result().toFloatArray());
        }
    }

    /** They come from outside any graph, and yet a network can be trained on them. */
    @Test
    void imagesMayEnterAGraph() {
        StyleGan2Shape shape = TinyModel.shape(32, 1, 2);
        try (Weights weights = TinyModel.generatorWeights(torch, shape);
                FrozenStyleGan2 frozen = frozen(shape, weights);
                NDScope scope = new NDScope()) {
            NDArray factor = torch.array(new float[] {2}, 1);
            factor.setRequiresGradient(true);
            NDArray images = frozen.synthesis(w(1));
            NDArray loss = images.mul(factor).sum();
            assertThat(torch.ops().gradients(loss, List.of(factor)).get(0).getFloat())
                    .isCloseTo(images.sum().getFloat(), within(1e-3f));
        }
    }

    @Test
    void itUsesUpTheWeightsItIsMadeOf() {
        StyleGan2Shape shape = TinyModel.shape(32, 1, 2);
        try (Weights weights = TinyModel.generatorWeights(torch, shape);
                FrozenStyleGan2 frozen = FrozenStyleGan2.of(torch, shape, weights)) {
            assertThat(weights.names()).noneMatch(name -> name.contains(".conv"));
            assertThat(frozen.resolution()).isEqualTo(32);
        }
    }

    private static FrozenStyleGan2 frozen(StyleGan2Shape shape, Weights weights) {
        try (Weights copy = weights.duplicate()) {
            return FrozenStyleGan2.of(torch, shape, copy);
        }
    }

    private static NDArray w(int count) {
        return torch.normal(new Seed(5).stream("w"), count, TinyModel.W_DIM);
    }
}
