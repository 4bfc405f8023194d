package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import io.github.planfiji.testing.TinyModel;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StyleGan2GeneratorTest {

    private static final StyleGan2Shape SHAPE = TinyModel.shape(32, 3, 2);

    private static Torch torch;
    private static Weights weights;
    private static StyleGan2Generator generator;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
        weights = TinyModel.generatorWeights(torch, SHAPE);
        generator = new StyleGan2Generator(torch, SHAPE, weights);
    }

    @AfterAll
    static void close() {
        weights.close();
        torch.close();
    }

    @ParameterizedTest
    @CsvSource({"32,1,0,8", "64,3,2,10", "128,1,3,12"})
    void imagesHaveTheirShape(int resolution, int channels, int classes, int numWs) {
        StyleGan2Shape shape = TinyModel.shape(resolution, channels, classes);
        assertThat(shape.numWs()).isEqualTo(numWs);
        try (NDScope scope = new NDScope();
                Weights own = StyleGan2Generator.init(torch, shape, random())) {
            StyleGan2Generator net = new StyleGan2Generator(torch, shape, own);
            NDArray w =
                    net.mapping(z(3), classes == 0 ? null : torch.indices(new long[] {0, 1, 0}));
            assertThat(w.getShape()).isEqualTo(new Shape(3, TinyModel.W_DIM));
            NDArray images = net.synthesis(w);
            assertThat(images.getShape()).isEqualTo(new Shape(3, channels, resolution, resolution));
            for (float value : images.toFloatArray()) assertThat(value).isFinite();
        }
    }

    @Test
    void aBatchEqualsItsImagesAlone() {
        try (NDScope scope = new NDScope()) {
            NDArray w = w(4, 0);
            float[] together = generator.synthesis(w).toFloatArray();
            int each = together.length / 4;
            for (int i = 0; i < 4; i++) {
                float[] alone = generator.synthesis(w.get(i + ":" + (i + 1))).toFloatArray();
                float[] part = Arrays.copyOfRange(together, i * each, (i + 1) * each);
                assertThat(part).containsExactly(alone, within(1e-5f));
            }
        }
    }

    @Test
    void theSameLatentGivesTheSameImage() {
        try (NDScope scope = new NDScope()) {
            NDArray w = w(1, 0);
            assertThat(generator.synthesis(w).toFloatArray())
                    .isEqualTo(generator.synthesis(w).toFloatArray());
        }
    }

    @Test
    void noiseIsConstantFreshOrNone() {
        try (NDScope scope = new NDScope()) {
            List<NDArray> ws = Collections.nCopies(SHAPE.numWs(), w(1, 0));
            float[] constant = generator.synthesis(ws, NoiseMode.CONST, null).toFloatArray();
            float[] none = generator.synthesis(ws, NoiseMode.NONE, null).toFloatArray();
            SplittableRandom random = random();
            float[] fresh = generator.synthesis(ws, NoiseMode.RANDOM, random).toFloatArray();
            float[] next = generator.synthesis(ws, NoiseMode.RANDOM, random).toFloatArray();
            float[] again = generator.synthesis(ws, NoiseMode.RANDOM, random()).toFloatArray();
            assertThat(none).isNotEqualTo(constant);
            assertThat(fresh).isNotEqualTo(constant).isNotEqualTo(next).isEqualTo(again);
        }
    }

    @Test
    void theClassChangesTheLatent() {
        try (NDScope scope = new NDScope()) {
            assertThat(w(1, 0).toFloatArray()).isNotEqualTo(w(1, 1).toFloatArray());
        }
    }

    @Test
    void truncationPullsToTheMean() {
        try (NDScope scope = new NDScope()) {
            NDArray w = w(2, 0);
            NDArray mean = generator.wMean();
            float[] all = generator.synthesis(generator.truncate(w, 0)).toFloatArray();
            float[] meanImage = generator.synthesis(mean).toFloatArray();
            int each = meanImage.length;
            for (int i = 0; i < 2; i++)
                assertThat(Arrays.copyOfRange(all, i * each, (i + 1) * each))
                        .containsExactly(meanImage, within(1e-5f));
            assertThat(generator.truncate(w, 1).toFloatArray())
                    .containsExactly(w.toFloatArray(), within(1e-6f));
            float[] half = generator.truncate(w, 0.5).toFloatArray();
            assertThat(half[0])
                    .isCloseTo((w.toFloatArray()[0] + mean.toFloatArray()[0]) / 2, within(1e-6f));
        }
    }

    @Test
    void eachLayerHasItsLatent() {
        try (NDScope scope = new NDScope()) {
            NDArray one = w(1, 0);
            NDArray other = w(1, 1);
            float[] before = generator.synthesis(one).toFloatArray();
            for (int layer = 0; layer < SHAPE.numWs(); layer++) {
                List<NDArray> ws = new java.util.ArrayList<>(Collections.nCopies(8, one));
                ws.set(layer, other);
                assertThat(generator.synthesis(ws, NoiseMode.CONST, null).toFloatArray())
                        .as("layer %d", layer)
                        .isNotEqualTo(before);
            }
        }
    }

    @Test
    void theStatisticsAreThoseOfTheMapping() {
        try (LatentStatistics statistics = LatentStatistics.of(torch, generator);
                NDScope scope = new NDScope()) {
            float[] mean = generator.wMean().toFloatArray();
            assertThat(statistics.mean().toFloatArray()).containsExactly(mean, within(1e-6f));
            for (float spread : statistics.spread().toFloatArray()) assertThat(spread).isPositive();
            NDArray w = w(3, 1);
            assertThat(statistics.restore(statistics.standardize(w)).toFloatArray())
                    .containsExactly(w.toFloatArray(), within(1e-5f));
        }
    }

    @Test
    void sizesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> TinyModel.shape(48, 1, 0))
                .isInstanceOf(UserException.class)
                .hasMessage("Resolution 48 does not fit: use 32, 64, 128, 256, 512 or 1024.");
        assertThatThrownBy(() -> TinyModel.shape(32, 2, 0))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("2 image channels do not fit");
        assertThatThrownBy(() -> TinyModel.shape(512, 1, 0))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Channel base 256");
    }

    private static NDArray w(int count, long classIndex) {
        long[] classes = new long[count];
        Arrays.fill(classes, classIndex);
        return generator.mapping(z(count), torch.indices(classes));
    }

    private static NDArray z(int count) {
        return torch.normal(random(), count, TinyModel.W_DIM);
    }

    private static SplittableRandom random() {
        return new Seed(3).stream("z");
    }
}
