package io.github.planfiji.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.planfiji.command.AnonymizeCommand;
import io.github.planfiji.command.AuditCommand;
import io.github.planfiji.command.OpenModelCommand;
import io.github.planfiji.command.PhantomsCommand;
import io.github.planfiji.command.ReidentificationCommand;
import io.github.planfiji.command.TrainCommand;
import io.github.planfiji.command.UtilityCommand;
import io.github.planfiji.command.WalkCommand;
import io.github.planfiji.testing.TinyModel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.command.Command;

/** Folders for results that cannot be used, and paths that no system knows. */
class BadOutputTrustTest {

    @TempDir static Path shared;
    private static Context context;
    private static File model;
    private static File images;

    @TempDir Path folder;

    /** The commands that write, each with a file that it would write. */
    enum Writer {
        ANONYMIZE(AnonymizeCommand.class, "released/k-same.tif"),
        WALK(WalkCommand.class, "walk.csv"),
        PHANTOMS(PhantomsCommand.class, "labels.csv"),
        AUDIT(AuditCommand.class, "report/audit.json"),
        REIDENTIFY(ReidentificationCommand.class, "reidentification.png"),
        UTILITY(UtilityCommand.class, "utility.json"),
        TRAIN(TrainCommand.class, "");

        private final Class<? extends Command> command;
        private final String file;

        Writer(Class<? extends Command> command, String file) {
            this.command = command;
            this.file = file;
        }

        String complaintAbout(File out) throws Exception {
            Object[] inputs =
                    switch (this) {
                        case ANONYMIZE -> new Object[] {"model", model, "k", 3, "folder", out};
                        case WALK ->
                                new Object[] {
                                    "model",
                                    model,
                                    "k",
                                    3,
                                    "steps",
                                    3,
                                    "iterations",
                                    0,
                                    "folder",
                                    out
                                };
                        case PHANTOMS ->
                                new Object[] {
                                    "patients", 3, "images", 1, "size", 32, "folder", out
                                };
                        case AUDIT ->
                                new Object[] {
                                    "model",
                                    model,
                                    "released",
                                    images,
                                    "images",
                                    images,
                                    "folder",
                                    out
                                };
                        case REIDENTIFY ->
                                new Object[] {"model", model, "images", images, "folder", out};
                        case UTILITY ->
                                new Object[] {
                                    "sets", "real=" + images, "test", images, "output", out
                                };
                        case TRAIN -> new Object[] {"images", images, "output", out};
                    };
            return Commands.complaint(Commands.run(context, command, inputs));
        }
    }

    @BeforeAll
    static void start() throws Exception {
        context = new Context();
        model = TinyModel.write(Files.createDirectory(shared.resolve("model"))).toFile();
        images = shared.resolve("images").toFile();
        assertThat(Writer.PHANTOMS.complaintAbout(images)).isNull();
    }

    @AfterAll
    static void close() {
        context.close();
    }

    @ParameterizedTest
    @EnumSource(value = Writer.class, names = "TRAIN", mode = EnumSource.Mode.EXCLUDE)
    void nothingIsEverOverwritten(Writer writer) throws Exception {
        Path out = folder.resolve("out of last year");
        Path file = out.resolve(writer.file);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "dear");
        assertThat(writer.complaintAbout(out.toFile()))
                .startsWith("The folder " + out)
                .contains("already")
                .contains("give a");
        assertThat(names(out)).containsExactlyInAnyOrderElementsOf(paths(writer.file));
        assertThat(file).hasContent("dear");
    }

    private static List<String> paths(String file) {
        int slash = file.indexOf('/');
        return slash < 0 ? List.of(file) : List.of(file.substring(0, slash), file);
    }

    @ParameterizedTest
    @EnumSource(Writer.class)
    void aFileIsNoFolder(Writer writer) throws Exception {
        Path file = Files.writeString(folder.resolve("results"), "dear");
        for (Path out : List.of(file, file.resolve("deeper/still")))
            assertThat(writer.complaintAbout(out.toFile()))
                    .contains(file.toString(), "give a")
                    .endsWith(".");
        assertThat(names(folder)).containsExactly("results");
        assertThat(file).hasContent("dear");
    }

    @ParameterizedTest
    @EnumSource(Writer.class)
    void aFolderThatCannotBeWrittenIsToldBeforeTheWork(Writer writer) throws Exception {
        Path closed = folder.resolve("closed");
        Files.createDirectory(closed);
        assertThat(closed.toFile().setWritable(false)).isTrue();
        // an administrator may write everywhere but among the system's processes
        Path out = Files.isWritable(closed) ? Path.of("/proc/results") : closed.resolve("results");
        assumeTrue(Files.isDirectory(out.getParent()));
        assertThat(writer.complaintAbout(out.toFile()))
                .contains(out.toString())
                .containsIgnoringCase("permissions")
                .contains("free space");
        assertThat(closed.toFile().setWritable(true)).isTrue();
        assertThat(closed).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no\0path", "missing", ""})
    void aModelPathThatIsNoneIsTold(String path) throws Exception {
        assertThat(
                        Commands.complaint(
                                Commands.run(
                                        context, OpenModelCommand.class, "model", new File(path))))
                .contains(path)
                .contains(path.contains("\0") ? "give another one" : "choose the folder");
    }

    @Test
    void aFolderThatIsMadeAndAFreeOneAreUsed() throws Exception {
        Path out = folder.resolve("ä b/目/ c ");
        for (Writer writer : List.of(Writer.ANONYMIZE, Writer.WALK))
            assertThat(writer.complaintAbout(out.toFile())).as(writer.name()).isNull();
        assertThat(names(out)).contains("released/k-same.tif", "walk.csv").noneMatch(this::isHalf);
    }

    private boolean isHalf(String name) {
        return name.endsWith(".part");
    }

    private static List<String> names(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(f -> !f.equals(root))
                    .map(f -> root.relativize(f).toString())
                    .sorted()
                    .toList();
        }
    }
}
