package io.github.planfiji.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import io.github.planfiji.command.AnonymizeCommand;
import io.github.planfiji.command.UtilityCommand;
import io.github.planfiji.command.WalkCommand;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.release.Course;
import io.github.planfiji.release.ReleaseOptions;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.FolderLock;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.session.Plan;
import io.github.planfiji.testing.TinyModel;
import io.github.planfiji.training.ModelTrainer;
import io.github.planfiji.training.TrainingData;
import io.github.planfiji.utility.UtilityFiles;
import java.awt.event.KeyEvent;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;

/** Several commands at a time in one host, and a host that goes away. */
@Timeout(120)
class ConcurrencyTrustTest {

    @TempDir static Path shared;
    private static File model;
    private static ImageSet reals;

    @TempDir Path folder;
    private Context context;

    @BeforeAll
    static void write() throws IOException {
        Path folder = Files.createDirectory(shared.resolve("model"));
        try (Torch torch = Torch.open("cpu");
                Model opened = Model.open(torch, TinyModel.write(torch, folder))) {
            reals = TinyModel.images(opened);
        }
        model = folder.toFile();
    }

    @BeforeEach
    void open() {
        context = new Context();
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void walksAtATimeAreThoseOfOneAfterTheOther() throws Exception {
        String alone = Digest.sha256(pixels(walk(6, 4).get()));
        List<Future<CommandModule>> walks = new ArrayList<>();
        for (int i = 0; i < 3; i++) walks.add(walk(6, 4));
        for (Future<CommandModule> walk : walks)
            assertThat(Digest.sha256(pixels(walk.get()))).isEqualTo(alone);
    }

    @Test
    void aWalkDuringATrainingDisturbsNeither() throws Exception {
        String walkAlone = Digest.sha256(pixels(walk(6, 4).get()));
        Path alone = folder.resolve("alone");
        Path together = folder.resolve("together");
        Child.steps(alone);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> training =
                    other.submit(
                            () -> {
                                Child.steps(together);
                                return null;
                            });
            while (!training.isDone())
                assertThat(Digest.sha256(pixels(walk(6, 4).get()))).isEqualTo(walkAlone);
            training.get();
        } finally {
            other.shutdown();
        }
        for (String file :
                List.of("condition.safetensors", "generator.safetensors", "encoder.safetensors"))
            assertThat(together.resolve(file)).hasSameBinaryContentAs(alone.resolve(file));
    }

    @Test
    void twoTrainingsInOneFolderAreRefused() {
        Path out = folder.resolve("out");
        Progress tryAgain =
                (phase, done, total) -> {
                    assertThatThrownBy(() -> train(out, Progress.SILENT))
                            .isInstanceOf(UserException.class)
                            .hasMessageStartingWith(
                                    "Another run writes to "
                                            + out.resolve("checkpoints")
                                            + ": wait");
                    throw new CanceledException();
                };
        for (int i = 0; i < 2; i++)
            assertThatThrownBy(() -> train(out, tryAgain)).isInstanceOf(CanceledException.class);
    }

    @Test
    void twoSynthesesIntoOneFolderAreRefused() throws IOException {
        Path out = folder.resolve("out");
        Progress tryAgain =
                (phase, done, total) -> {
                    assertThatThrownBy(() -> synthesize(out, Progress.SILENT))
                            .isInstanceOf(UserException.class)
                            .hasMessageStartingWith("Another run writes to " + out + "-private:");
                    throw new CanceledException();
                };
        for (int i = 0; i < 2; i++)
            assertThatThrownBy(() -> synthesize(out, tryAgain))
                    .isInstanceOf(CanceledException.class);
        // the lock went with its run
        synthesize(out, Progress.SILENT);
        assertThat(out.resolve("labels.csv")).isNotEmptyFile();
    }

    private static void synthesize(Path out, Progress progress) throws IOException {
        try (Plan plan = Plan.open(model.toPath(), "cpu")) {
            ReleaseOptions options =
                    ReleaseOptions.defaults()
                            .withPerClass(2)
                            .withCourse(Course.STRAIGHT)
                            .withMargin(0, 0);
            plan.release(reals, KSameOptions.of(2), options, out, progress);
        }
    }

    private static void train(Path out, Progress progress) throws IOException {
        TrainingData data = TrainingData.split(Child.images(), 0.3, 1);
        try (Torch torch = Torch.open("cpu")) {
            new ModelTrainer(torch, data, Child.tiny(), out).train(progress, (n, s) -> {});
        }
    }

    @Test
    void twoComparisonsIntoOneFolderAreRefused() throws Exception {
        Path out = folder.resolve("out");
        try (FolderLock other = UtilityFiles.claim(out)) {
            assertThat(other).isNotNull();
            CommandModule second =
                    Commands.run(
                            context,
                            UtilityCommand.class,
                            "sets",
                            "real=" + folder,
                            "test",
                            folder.toFile(),
                            "output",
                            out.toFile());
            assertThat(Commands.complaint(second))
                    .startsWith("Another run writes to " + out.resolve("private") + ": wait");
        }
    }

    @Test
    void oneOfTwoCommandsWritesAFolder() throws Exception {
        File out = folder.resolve("out").toFile();
        Object[] inputs = {"model", model, "k", 3, "folder", out};
        List<Future<CommandModule>> runs = new ArrayList<>();
        for (int i = 0; i < 3; i++)
            runs.add(Commands.start(context, AnonymizeCommand.class, inputs));
        int good = 0;
        for (Future<CommandModule> run : runs) {
            String complaint = Commands.complaint(run.get());
            if (complaint == null) good++;
            else assertThat(complaint).contains(out.toString());
        }
        assertThat(good).isEqualTo(1);
    }

    @Test
    void escapeStopsAWalkAndLeavesNoFolder() throws Exception {
        Path out = folder.resolve("out");
        Future<CommandModule> walk = endless(out);
        while (!walk.isDone()) {
            IJ.setKeyDown(KeyEvent.VK_ESCAPE);
            Thread.sleep(20);
        }
        IJ.resetEscape();
        assertCanceledByUser(walk.get());
        assertThat(out).doesNotExist();
    }

    @Test
    void aHostThatClosesStopsItsWalk() throws Exception {
        Path out = folder.resolve("out");
        Future<CommandModule> walk = endless(out);
        Thread.sleep(300);
        context.close();
        assertCanceledByUser(walk.get(30, TimeUnit.SECONDS));
        assertThat(out).doesNotExist();
    }

    /** Whoever stopped it needs no sentence about it. */
    private static void assertCanceledByUser(CommandModule walk) {
        assertThat(walk.isCanceled()).isTrue();
        assertThat(Commands.complaint(walk)).isNullOrEmpty();
    }

    private Future<CommandModule> endless(Path out) {
        return Commands.start(
                context,
                WalkCommand.class,
                "model",
                model,
                "k",
                3,
                "steps",
                5,
                "iterations",
                1_000_000,
                "solver",
                "adam",
                "folder",
                out.toFile());
    }

    private Future<CommandModule> walk(int steps, int iterations) {
        return Commands.start(
                context,
                WalkCommand.class,
                "model",
                model,
                "k",
                3,
                "steps",
                steps,
                "iterations",
                iterations);
    }

    private static byte[] pixels(CommandModule run) {
        assertThat(Commands.complaint(run)).isNull();
        ImagePlus image = (ImagePlus) run.getOutput("output");
        int each = image.getWidth() * image.getHeight();
        ByteBuffer all = ByteBuffer.allocate(each * image.getStackSize());
        for (int i = 1; i <= image.getStackSize(); i++)
            all.put((byte[]) image.getStack().getPixels(i));
        assertThat(all.hasRemaining()).isFalse();
        return all.array();
    }
}
