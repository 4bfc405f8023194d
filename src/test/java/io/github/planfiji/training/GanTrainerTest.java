package io.github.planfiji.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.StyleGan2Shape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.testing.TinyModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GanTrainerTest {

    private static final StyleGan2Shape SHAPE = TinyModel.shape(32, 1, 2);
    private static final ImageSet SET = Trainings.noise(12, 1);
    private static final int BATCH = 4;

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
    void trainingChangesTheNetworksAndTheirAverage() {
        Map<String, float[]> one = run(folder.resolve("one"), 1, Progress.SILENT);
        Map<String, float[]> two = run(folder.resolve("two"), 2, Progress.SILENT);
        for (String name :
                new String[] {
                    "average mapping.fc0.weight",
                    "average mapping.w_avg",
                    "average synthesis.b4.const",
                    "average synthesis.b32.conv1.noise_strength",
                    "discriminator b32.fromrgb.weight",
                    "discriminator mapping.embed.weight",
                    "encoder fc.weight",
                }) assertThat(two.get(name)).as(name).isNotEqualTo(one.get(name));
        for (float[] values : two.values()) for (float value : values) assertThat(value).isFinite();
    }

    @Test
    void canceledAnywhereInAStepAndResumedEndsWithTheBytesOfAnUndisturbedRun() {
        int steps = 2;
        CountedQuestions all = new CountedQuestions(Integer.MAX_VALUE);
        Map<String, float[]> undisturbed = run(folder.resolve("undisturbed"), steps, all);
        // the penalty makes two more, the rebuilding one
        assertThat(all.asked).isBetween(4 * steps, 8 * steps);
        for (int question = 1; question < all.asked; question += 2) {
            Path two = folder.resolve("two " + question);
            int stopped = question;
            assertThatThrownBy(() -> run(two, steps, new CountedQuestions(stopped)))
                    .isInstanceOf(CanceledException.class);
            Map<String, float[]> resumed = run(two, steps, Progress.SILENT);
            undisturbed.forEach(
                    (name, values) ->
                            assertThat(resumed.get(name))
                                    .as("%s, stopped at question %d", name, stopped)
                                    .isEqualTo(values));
        }
    }

    /** A user who stops when the program asks for the n-th time, counted from 0. */
    private static final class CountedQuestions implements Progress {
        private final int stopped;
        private int asked;

        CountedQuestions(int stopped) {
            this.stopped = stopped;
        }

        @Override
        public void report(String phase, long done, long total) {}

        @Override
        public boolean isCanceled() {
            return asked++ >= stopped;
        }
    }

    @Test
    void canceledAndResumedEndsWithTheBytesOfAnUndisturbedRun() {
        Map<String, float[]> undisturbed = run(folder.resolve("one"), 6, Progress.SILENT);
        assertThatThrownBy(() -> run(folder.resolve("two"), 6, Trainings.cancelAfter(3)))
                .isInstanceOf(CanceledException.class);
        try (GanTrainer resumed = trainer(SET, options(6, 0.002), folder.resolve("two"))) {
            assertThat(resumed.imagesShown()).as("whole steps").isEqualTo(2 * BATCH);
        }
        Map<String, float[]> resumed = run(folder.resolve("two"), 6, Progress.SILENT);
        undisturbed.forEach(
                (name, values) -> assertThat(resumed.get(name)).as(name).isEqualTo(values));
    }

    @Test
    void aFinishedTrainingShowsItsSamplesAndIsNotTrainedAgain() {
        run(folder, 1, Progress.SILENT);
        int[] shown = new int[1];
        try (GanTrainer trainer = trainer(SET, options(1, 0.002), folder)) {
            trainer.train(
                    Schedule.of(0),
                    (phase, done, total) -> {
                        throw new AssertionError("a step was made");
                    },
                    (images, samples) -> {
                        assertThat(images).isEqualTo(BATCH);
                        assertThat(samples.get(0).chw()).hasSize(32 * 32);
                        shown[0] = samples.size();
                    });
        }
        assertThat(shown[0]).isEqualTo(36);
    }

    @Test
    void theClockEndsTheTrainingAsItStands() {
        try (GanTrainer trainer = trainer(SET, options(1000, 0.002), folder)) {
            trainer.train(new Schedule(5, 1e-9), Progress.SILENT, (images, samples) -> {});
            assertThat(trainer.imagesShown()).isZero();
        }
    }

    @Test
    void aCheckpointOfOtherOptionsIsRefused() {
        run(folder, 1, Progress.SILENT);
        assertThatThrownBy(() -> trainer(SET, options(1, 0.003), folder))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("was made with other options: train with those again")
                .hasMessageContaining("learningRate=0.002")
                .hasMessageContaining("learningRate=0.003");
    }

    @Test
    void aTrainingMayGoOnForLongerThanPlanned() {
        Map<String, float[]> atOnce = run(folder.resolve("one"), 3, Progress.SILENT);
        run(folder.resolve("two"), 1, Progress.SILENT);
        Map<String, float[]> longer = run(folder.resolve("two"), 3, Progress.SILENT);
        atOnce.forEach((name, values) -> assertThat(longer.get(name)).as(name).isEqualTo(values));
    }

    @Test
    void imagesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> trainer(Trainings.noise(4, 3), options(1, 0.002), folder))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "The images are 3 x 32 x 32, the network makes 1 x 32 x 32: open the images at the network's size.");
        ImageSet oneClass = SET.subset(SET.indicesOfClass(0)).renumbered();
        assertThatThrownBy(() -> trainer(oneClass, options(1, 0.002), folder))
                .isInstanceOf(UserException.class)
                .hasMessage("The network has 2 classes, the images have 1.");
    }

    @Test
    void aLossThatIsNoNumberEndsTheTraining() {
        try (GanTrainer trainer = trainer(SET, options(4, 1e30), folder)) {
            assertThatThrownBy(
                            () ->
                                    trainer.train(
                                            Schedule.of(0),
                                            Progress.SILENT,
                                            (images, samples) -> {}))
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith("The GAN's loss is no longer a number at step 0 (D ")
                    .hasMessageEndingWith("with a smaller learning rate.");
        }
    }

    @Test
    void optionsOutsideTheirRangeAreRefused() {
        assertRefused(() -> options(1, Double.NaN), "Learning rate NaN must be positive.");
        assertRefused(() -> options(1, Double.POSITIVE_INFINITY), "Learning rate Infinity");
        assertRefused(() -> GanOptions.of(64, 0, 1), "Training length is 0.0 thousand images");
        assertRefused(
                () -> new GanOptions(1, 6, 0.002, 0, 16, 1, 0, 0, 1, false, 0, 1),
                "Batch 6 does not fit: use a multiple of 4.");
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(UserException.class).hasMessageStartingWith(message);
    }

    @Test
    void theLengthIsInThousandsOfImages() {
        GanOptions options = GanOptions.of(64, 100, 1);
        assertThat(options.r1Gamma()).isEqualTo(0.0002 * 64 * 64 / options.batch());
        assertThat(options.steps()).isEqualTo(100_000 / options.batch());
        assertThat(GanOptions.of(256, 0.001, 1).steps()).isEqualTo(1);
    }

    private static Map<String, float[]> run(Path folder, int steps, Progress progress) {
        try (GanTrainer trainer = trainer(SET, options(steps, 0.002), folder)) {
            trainer.train(Schedule.of(0), progress, (images, samples) -> {});
            Map<String, float[]> all = new LinkedHashMap<>();
            Trainings.values(trainer.average().weights())
                    .forEach((name, values) -> all.put("average " + name, values));
            Trainings.values(trainer.discriminator().weights())
                    .forEach((name, values) -> all.put("discriminator " + name, values));
            Trainings.values(trainer.encoder().weights())
                    .forEach((name, values) -> all.put("encoder " + name, values));
            return all;
        }
    }

    private static GanTrainer trainer(ImageSet set, GanOptions options, Path folder) {
        return new GanTrainer(torch, SHAPE, set, options, List.of(), folder);
    }

    /**
     * A penalty and a rebuilding every second step, mirrored images, augmentation from the fourth.
     */
    private static GanOptions options(int steps, double learningRate) {
        return new GanOptions(
                steps * BATCH / 1000.0,
                BATCH,
                learningRate,
                0.1,
                2,
                0.01,
                0.5,
                1e-9,
                0.02,
                true,
                20,
                1);
    }
}
