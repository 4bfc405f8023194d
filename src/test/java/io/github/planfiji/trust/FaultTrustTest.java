package io.github.planfiji.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.types.Shape;
import io.github.planfiji.command.WalkCommand;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.run.AtomicFile;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.OutOfMemory;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.testing.TinyModel;
import io.github.planfiji.training.ModelTrainer;
import io.github.planfiji.training.TrainingData;
import io.github.planfiji.trust.ChildJvm.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

/**
 * Killed processes, full disks, full memory, an impatient user. {@code -Dplan.trust.kills=N} and
 * {@code -Dplan.trust.cycles=N} (a multiple of 20) try more often than the suite has time for.
 */
class FaultTrustTest {

    @TempDir static Path shared;
    private static final Map<String, Integer> PHASES = new LinkedHashMap<>();
    private static TrainingData data;
    private static Map<String, String> undisturbed;

    @TempDir Path folder;

    @BeforeAll
    static void trainUndisturbed() throws IOException {
        data = TrainingData.split(Child.images(), 0.3, 1);
        Path model = shared.resolve("undisturbed");
        try (Torch torch = Torch.open("cpu")) {
            train(torch, model, (phase, n, m) -> PHASES.merge(phase, 1, Integer::sum));
        }
        undisturbed = digests(model);
    }

    @Test
    void aTrainingThatIsKilledGoesOnToTheSameBytes() throws Exception {
        Path disturbed = folder.resolve("disturbed");
        if (OS.LINUX.isCurrentOs()) fillTheDisk(disturbed);
        assertThat(kill("model", disturbed)).as("kills that were in time").isPositive();
        assertThat(child().run("model", disturbed.toString()).exit()).isZero();
        assertThat(digests(disturbed)).isEqualTo(undisturbed);
        assertThat(halfFiles(disturbed)).isEmpty();
    }

    /** No file may grow beyond what the first checkpoint takes. */
    private void fillTheDisk(Path disturbed) throws Exception {
        End full =
                ChildJvm.withLargestFile(folder.resolve("child.txt"), 200)
                        .with("-Xmx512m")
                        .run("model", disturbed.toString());
        assertThat(full.exit()).as(full.output()).isEqualTo(3);
        assertThat(full.value("complaint"))
                .startsWith("The checkpoint cannot be saved in " + disturbed)
                .endsWith("Check free space and permissions.");
        assertThat(halfFiles(disturbed)).isEmpty();
    }

    @Test
    void aKillBetweenTwoCheckpointsLosesNothing() throws Exception {
        Path calm = folder.resolve("calm");
        Path disturbed = folder.resolve("disturbed");
        Child.steps(calm);
        assertThat(kill("steps", disturbed)).as("kills that were in time").isPositive();
        assertThat(child().run("steps", disturbed.toString()).exit()).isZero();
        assertThat(digests(disturbed)).isEqualTo(digests(calm));
    }

    /** Starts a training and kills it, several times. */
    private int kill(String what, Path disturbed) throws Exception {
        int kills = Integer.getInteger("plan.trust.kills", 2);
        SplittableRandom random = new Seed(kills).stream(what);
        int killed = 0;
        for (int i = 0; i < kills; i++) {
            Files.deleteIfExists(folder.resolve("child.txt"));
            long after = random.nextLong(50, 1500);
            boolean inTime =
                    child().kill(p -> p.waitFor(after, TimeUnit.MILLISECONDS), what, disturbed);
            if (inTime) killed++;
        }
        return killed;
    }

    private ChildJvm child() {
        return ChildJvm.printingTo(folder.resolve("child.txt")).with("-Xmx512m");
    }

    @Test
    void whatAKilledWriterLeftIsRemovedButNotWhatIsBeingWritten() throws IOException {
        long dead = Long.MAX_VALUE / 10;
        long alive = ProcessHandle.current().pid();
        for (String name :
                new String[] {
                    ".a.tif." + dead + "-1.part", ".a.tif." + alive + "-1.part", "a.part", ".b.part"
                }) Files.createFile(folder.resolve(name));
        AtomicFile.removeLeftovers(folder);
        AtomicFile.removeLeftovers(folder.resolve("none"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(".a.tif." + alive + "-1.part", "a.part", ".b.part");
        }
    }

    @Test
    void canceledInAnyPhaseItLeavesNothingHalfAndGoesOnToTheSameBytes() throws IOException {
        assertThat(PHASES).hasSizeGreaterThanOrEqualTo(5);
        Path canceled = folder.resolve("canceled");
        try (Torch torch = Torch.open("cpu")) {
            Set<String> threads = Stop.threads();
            for (String phase : PHASES.keySet()) {
                Progress progress = Stop.in(phase, PHASES.get(phase) / 2);
                assertThatThrownBy(() -> train(torch, canceled, progress))
                        .as(phase)
                        .isInstanceOf(CanceledException.class);
                assertThat(halfFiles(canceled)).as(phase).isEmpty();
                assertThat(Stop.threads()).as(phase).isSubsetOf(threads);
            }
            train(torch, canceled, Progress.SILENT);
        }
        assertThat(digests(canceled)).isEqualTo(undisturbed);
    }

    private static void train(Torch torch, Path to, Progress progress) throws IOException {
        new ModelTrainer(torch, data, Child.tiny(), to).train(progress, (n, s) -> {});
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void openingWalkingAndClosingAgainAndAgainKeepsNoMemory() throws Exception {
        int cycles = Integer.getInteger("plan.trust.cycles", 40);
        Path model = TinyModel.write(Files.createDirectory(folder.resolve("model")));
        End end =
                ChildJvm.printingTo(folder.resolve("child.txt"))
                        .with(
                                "-Xms96m",
                                "-Xmx96m",
                                "-XX:+AlwaysPreTouch",
                                "-XX:TieredStopAtLevel=1")
                        .run("cycles", model.toString(), Integer.toString(cycles));
        assertThat(end.exit()).as(end.output()).isZero();
        long early = Long.parseLong(end.value("resident20"));
        long late = Long.parseLong(end.value("resident" + cycles));
        assertThat(late - early).as("growth in kB: " + end.output()).isLessThan(16_000);
    }

    @Test
    void fullJavaMemoryIsTold() throws Exception {
        End end = child().with("-Xmx96m").run("heap", folder.toString());
        assertThat(end.value("complaint"))
                .matches(
                        "Java's memory ran out \\(9\\d MB\\): close other images.* or raise Edit > Options > Memory & Threads\\.");
    }

    @Test
    void fullNativeMemoryIsTold() {
        try (Torch torch = Torch.open("cpu")) {
            Throwable fault = catchThrowable(() -> torch.manager().zeros(new Shape(1L << 48)));
            assertThat(OutOfMemory.sentence(fault)).startsWith("The engine's memory ran out: ");
            Throwable other = catchThrowable(() -> torch.manager().zeros(new Shape(-5)));
            assertThatThrownBy(() -> OutOfMemory.sentence(other)).isSameAs(other);
        }
        Error error = new StackOverflowError();
        assertThatThrownBy(() -> OutOfMemory.sentence(error)).isSameAs(error);
    }

    /** Give the path of a nearly full file system as {@code -Dplan.trust.full}. */
    @Test
    void aFullFileSystemIsTold() throws Exception {
        String path = System.getProperty("plan.trust.full");
        assumeTrue(path != null, "no full file system given");
        Path full = Path.of(path);
        assertThatThrownBy(
                        () ->
                                AtomicFile.write(
                                        full.resolve("x"),
                                        file -> Files.write(file, new byte[64 << 20])))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left");
        assertThat(halfFiles(full)).isEmpty();
        Path model = TinyModel.write(Files.createDirectory(folder.resolve("model")));
        try (Context context = new Context()) {
            assertThat(
                            Commands.complaint(
                                    Commands.run(
                                            context,
                                            WalkCommand.class,
                                            "model",
                                            model.toFile(),
                                            "k",
                                            3,
                                            "steps",
                                            400,
                                            "iterations",
                                            0,
                                            "folder",
                                            full.resolve("walk").toFile())))
                    .isEqualTo(
                            "A file could not be read or written: No space left on device. Check the path, permissions and free space.");
        }
        assertThat(halfFiles(full)).isEmpty();
    }

    private static Set<String> halfFiles(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.map(f -> f.getFileName().toString())
                    .filter(name -> name.endsWith(".part"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The files of a bundle; checkpoints may be deleted after a training. */
    private static Map<String, String> digests(Path root) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.list(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                if (!file.getFileName().toString().startsWith("."))
                    digests.put(file.getFileName().toString(), Digest.sha256(file));
        }
        assertThat(digests).hasSizeGreaterThan(3);
        return digests;
    }
}
