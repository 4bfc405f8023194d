package io.github.planfiji.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.LatentStatistics;
import io.github.planfiji.engine.ResNet;
import io.github.planfiji.engine.ResNetShape;
import io.github.planfiji.engine.StyleGan2Generator;
import io.github.planfiji.engine.StyleGan2Shape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Weights;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.testing.TinyModel;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderTrainerTest {

    private static final ImageSet SET = Trainings.noise(6, 1);

    private static Torch torch;
    private static Weights weights;
    private static StyleGan2Generator generator;
    private static LatentStatistics statistics;
    private static ResNet start;

    @TempDir Path folder;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
        StyleGan2Shape shape = TinyModel.shape(32, 1, 2);
        weights = TinyModel.generatorWeights(torch, shape);
        generator = new StyleGan2Generator(torch, shape, weights);
        statistics = LatentStatistics.of(torch, generator);
        ResNetShape encoder = ResNetShape.forImages(1, 32, TinyModel.W_DIM);
        start = new ResNet(torch, encoder, ResNet.init(torch, encoder, new SplittableRandom(1)));
    }

    @AfterAll
    static void close() {
        start.weights().close();
        statistics.close();
        weights.close();
        torch.close();
    }

    @Test
    void canceledAndResumedEndsWithTheBytesOfAnUndisturbedRun() {
        Map<String, float[]> generatorBefore = Trainings.values(weights);
        Map<String, float[]> undisturbed = run(folder.resolve("one"), Progress.SILENT);
        assertThatThrownBy(() -> run(folder.resolve("two"), Trainings.cancelAfter(2)))
                .isInstanceOf(CanceledException.class);
        Map<String, float[]> resumed = run(folder.resolve("two"), Progress.SILENT);
        undisturbed.forEach(
                (name, values) -> assertThat(resumed.get(name)).as(name).isEqualTo(values));
        assertThat(undisturbed.get("fc.weight")).hasSize(TinyModel.W_DIM * 128);
        generatorBefore.forEach(
                (name, values) ->
                        assertThat(weights.get(name).toFloatArray()).as(name).isEqualTo(values));
    }

    /** An offset o from the mean m becomes (m + o - mean) / spread. */
    @Test
    void theStartIsTranslatedIntoUnitsOfTheSpread() {
        try (NDScope scope = new NDScope()) {
            NDArray images = torch.normal(new SplittableRandom(2), 3, 1, 32, 32);
            NDArray expected =
                    statistics.standardize(generator.wMean().add(start.logits(images, false)));
            try (Weights translated =
                    EncoderTrainer.standardized(torch.ops(), start, generator, statistics)) {
                float[] found =
                        new ResNet(torch, start.shape(), translated)
                                .logits(images, false)
                                .toFloatArray();
                assertThat(found).containsExactly(expected.toFloatArray(), within(1e-3f));
            }
        }
    }

    @Test
    void aCheckpointOfOtherOptionsIsRefused() {
        run(folder, Progress.SILENT);
        assertThatThrownBy(() -> trainer(options(5, 0.002), folder))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("other options");
    }

    @Test
    void aLossThatIsNoNumberEndsTheTraining() {
        try (EncoderTrainer trainer = trainer(options(4, 1e30), folder)) {
            assertThatThrownBy(() -> trainer.train(Progress.SILENT))
                    .isInstanceOf(UserException.class)
                    .hasMessage(
                            "The encoder's loss is no longer a number at step 1: train again with a learning rate below 1.0E30.");
        }
    }

    @Test
    void optionsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> options(0, 0.1))
                .isInstanceOf(UserException.class)
                .hasMessage("0 steps train nothing: give at least 1.");
        assertThatThrownBy(() -> options(1, Double.NaN))
                .isInstanceOf(UserException.class)
                .hasMessage("Learning rate NaN must be positive.");
    }

    private static Map<String, float[]> run(Path folder, Progress progress) {
        try (EncoderTrainer trainer = trainer(options(4, 0.002), folder)) {
            return Trainings.values(trainer.train(progress).weights());
        }
    }

    private static EncoderTrainer trainer(EncoderOptions options, Path folder) {
        return new EncoderTrainer(torch, generator, statistics, SET, start, options, folder);
    }

    private static EncoderOptions options(int steps, double learningRate) {
        return new EncoderOptions(steps, 2, learningRate, 10, 60, 1);
    }
}
