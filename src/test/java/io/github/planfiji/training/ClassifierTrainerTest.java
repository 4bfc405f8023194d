package io.github.planfiji.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import io.github.planfiji.dataset.HeldOut;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.dataset.Splits;
import io.github.planfiji.engine.Evaluation;
import io.github.planfiji.engine.FrozenResNet;
import io.github.planfiji.engine.ResNetShape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTrainerTest {

    private static final int PATIENTS = 6;

    private static Torch torch;

    @TempDir Path folder;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    @Test
    void aSmallSetIsLearntByHeart() {
        HeldOut set = set();
        try (ClassifierTrainer trainer = trainer(set, options(20, DistortionOptions.NONE), folder);
                TrainedClassifier trained = trainer.train(Progress.SILENT);
                FrozenResNet net = trained.freeze(torch)) {
            int[] labels = Target.IDENTITY.labels(set.known());
            assertThat(Evaluation.accuracy(torch, net, set.known(), labels, Progress.SILENT))
                    .isEqualTo(1);
            assertThat(trained.figures().images()).isEqualTo(PATIENTS);
            assertThat(trained.figures().perClass()).hasSize(PATIENTS);
        }
    }

    @Test
    void canceledAndResumedEndsWithTheBytesOfAnUndisturbedRun() {
        Map<String, float[]> undisturbed = run(folder.resolve("one"), Progress.SILENT);
        for (int stop : new int[] {1, 7})
            assertThatThrownBy(() -> run(folder.resolve("two"), stopAfter(stop)))
                    .isInstanceOf(CanceledException.class);
        Map<String, float[]> resumed = run(folder.resolve("two"), Progress.SILENT);
        assertThat(resumed.keySet()).isEqualTo(undisturbed.keySet());
        undisturbed.forEach((name, values) -> assertThat(resumed.get(name)).isEqualTo(values));
    }

    @Test
    void aFinishedTrainingIsNotTrainedAgain() {
        Map<String, float[]> first = run(folder, Progress.SILENT);
        Map<String, float[]> second =
                run(
                        folder,
                        (phase, done, total) -> {
                            throw new AssertionError("a step was made");
                        });
        first.forEach((name, values) -> assertThat(second.get(name)).isEqualTo(values));
    }

    @Test
    void aCheckpointOfOtherOptionsIsRefused() {
        run(folder, Progress.SILENT);
        assertThatThrownBy(() -> trainer(set(), options(5), folder))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("other options");
    }

    @Test
    void aNetworkForAnotherNumberOfClassesIsRefused() {
        ResNetShape shape = new ResNetShape(1, 3, List.of(1), 8, true);
        assertThatThrownBy(
                        () ->
                                new ClassifierTrainer(
                                        torch,
                                        shape,
                                        set().known(),
                                        set().unseen(),
                                        options(1),
                                        folder))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("tells 3 classes apart, the images have 6");
    }

    @Test
    void optionsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> ClassifierOptions.of(Target.CONDITION, 0, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("0 epochs");
    }

    @Test
    void aConditionIsMeasuredOnOtherPatients() {
        HeldOut set = set();
        assertThatThrownBy(() -> Target.CONDITION.requireApart(set.known(), set.unseen()))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("6 patients have images among both");
        assertThatThrownBy(
                        () ->
                                Target.IDENTITY.requireApart(
                                        set.known(), set.unseen().subset(0).renumbered()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("another list of patients");
    }

    private static Map<String, float[]> run(Path folder, Progress progress) {
        try (ClassifierTrainer trainer = trainer(set(), options(4), folder);
                TrainedClassifier trained = trainer.train(progress)) {
            Map<String, float[]> values = new LinkedHashMap<>();
            for (String name : trained.weights().names()) {
                NDArray array = trained.weights().get(name);
                values.put(name, array.toFloatArray());
            }
            return values;
        }
    }

    /** Stops before the step of this 0-based number, counted over all runs. */
    private static Progress stopAfter(int steps) {
        return new Progress() {
            private long shown;

            @Override
            public void report(String phase, long done, long total) {
                shown = done;
            }

            @Override
            public boolean isCanceled() {
                return shown >= steps * 8L;
            }
        };
    }

    private static ClassifierTrainer trainer(HeldOut set, ClassifierOptions options, Path folder) {
        return new ClassifierTrainer(
                torch,
                new ResNetShape(1, PATIENTS, List.of(1, 1), 8, true),
                set.known(),
                set.unseen(),
                options,
                folder);
    }

    private static ClassifierOptions options(int epochs) {
        return options(epochs, DistortionOptions.SLIGHT);
    }

    private static ClassifierOptions options(int epochs, DistortionOptions distortion) {
        return new ClassifierOptions(
                Target.IDENTITY, epochs, 8, 0.005, 0.01, 0.1, distortion, 5, 1);
    }

    /** Six patients, each a pattern of its own under noise: six images, one of them held out. */
    private static HeldOut set() {
        SplittableRandom random = new Seed(1).stream("images");
        List<Sample> samples = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        for (int p = 0; p < PATIENTS; p++) {
            float[] pattern = noise(random, 0.5);
            for (int i = 0; i < 6; i++) {
                samples.add(new Sample(p + " " + i, "c" + p % 2, "p" + p));
                float[] values = noise(random, 0.2);
                for (int j = 0; j < values.length; j++) values[j] += pattern[j];
                pictures.add(new Picture(1, 12, 12, values));
            }
        }
        return Splits.unseenImages(new ImageSet(samples, pictures), 0.15, new Seed(1));
    }

    private static float[] noise(SplittableRandom random, double size) {
        float[] values = new float[144];
        for (int i = 0; i < values.length; i++) values[i] = (float) (size * random.nextGaussian());
        return values;
    }
}
