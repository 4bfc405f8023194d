package io.github.planfiji.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ij.ImagePlus;
import io.github.planfiji.command.AnonymizeCommand;
import io.github.planfiji.command.WalkCommand;
import io.github.planfiji.dataset.ImageSetOptions;
import io.github.planfiji.dataset.ImageSets;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.ij.ImageJReader;
import io.github.planfiji.ksame.KSame;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.ksame.KSameSources;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.testing.TinyModel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandModule;

/** What the commands write, show and say tells nothing of a patient, a source file or a path. */
class LeakTrustTest {

    @TempDir static Path folder;
    private static Context context;
    private static Path model;
    private static PrivateImages images;
    private static LeakScanner scanner;

    @BeforeAll
    static void plant() throws IOException {
        context = new Context();
        PrivateCase planted = PrivateCase.plant(folder);
        model = planted.model();
        images = planted.images();
        scanner = planted.scanner();
    }

    @AfterAll
    static void close() {
        context.close();
    }

    @Test
    void anonymizeReleasesNothingPrivate() throws Exception {
        Path out = folder.resolve("anonymisé out 目");
        CommandModule[] run = new CommandModule[1];
        String log =
                Captured.during(
                        context,
                        () -> {
                            run[0] =
                                    Commands.run(
                                            context,
                                            AnonymizeCommand.class,
                                            "model",
                                            model.toFile(),
                                            "images",
                                            images.folder().toFile(),
                                            "labels",
                                            images.table().toFile(),
                                            "k",
                                            3,
                                            "inversion",
                                            PrivateCase.INVERSION_STEPS,
                                            "folder",
                                            out.toFile());
                            return null;
                        });
        assertThat(Commands.complaint(run[0])).isNull();
        assertThat(out.resolve("released")).isNotEmptyDirectory();
        assertThat(scanner.scan(out.resolve("released"))).isEmpty();
        assertThat(scanner.scan(out.resolve("private")))
                .as("the scanner knows what is private")
                .isNotEmpty();
        assertThat(scanner.scan((ImagePlus) run[0].getOutput("output"))).isEmpty();
        assertThat(scanner.scanText(run[0].getOutput("groups").toString())).isEmpty();
        assertThat(log).contains("24 images of 12 patients");
        assertThat(scanner.scanText(log)).isEmpty();
    }

    @Test
    void walkReleasesNothingPrivateButTheLatentsThatWereAskedFor() throws Exception {
        Path out = folder.resolve("walk");
        CommandModule[] run = new CommandModule[1];
        String log =
                Captured.during(
                        context,
                        () -> {
                            run[0] = walk(out, "group 1", true);
                            return null;
                        });
        assertThat(Commands.complaint(run[0])).isNull();
        assertThat(scanner.scan((ImagePlus) run[0].getOutput("output"))).isEmpty();
        assertThat(scanner.scan((ImagePlus) run[0].getOutput("figure"))).isEmpty();
        assertThat(scanner.scanText(log)).isEmpty();
        try (Torch torch = Torch.open("cpu");
                Model opened = Model.open(torch, model)) {
            var codes = opened.codes().orElseThrow();
            KSame.run(
                            KSameOptions.of(3),
                            new KSameSources(
                                    codes.latents(), codes.samples(TinyModel.CLASSES), "none"),
                            Progress.SILENT)
                    .points()
                    .forEach(point -> scanner.withLatent(point.code()));
        }
        assertThat(scanner.scan(out))
                .extracting(LeakScanner.Leak::where)
                .isNotEmpty()
                .allMatch(where -> where.startsWith("walk-latents-PRIVATE.npz"));
    }

    @Test
    void evenAWalkFromAPatientsImageDoesNotNameIt() throws Exception {
        String name = "aufnahme " + PrivateImages.patient(0).toLowerCase(java.util.Locale.ROOT);
        Path out = folder.resolve("walk from image");
        CommandModule run = walk(out, "image " + name + " 0.tif", false);
        assertThat(Commands.complaint(run)).isNull();
        assertThat(scanner.scan(out)).isEmpty();
        assertThat(scanner.scan((ImagePlus) run.getOutput("output"))).isEmpty();
    }

    private static CommandModule walk(Path out, String from, boolean latents) throws Exception {
        return Commands.run(
                context,
                WalkCommand.class,
                "model",
                model.toFile(),
                "from",
                from,
                "to",
                "group 2",
                "k",
                3,
                "steps",
                4,
                "iterations",
                1,
                "images",
                images.folder().toFile(),
                "labels",
                images.table().toFile(),
                "folder",
                out.toFile(),
                "latents",
                latents);
    }

    /** Each table or folder has a fault and the names of people all over. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no header|Otto Canary.png,mild,Otto Canary\\n|file,class,grade",
                "missing file|file,class,patient\\nx Otto Canary.png,mild,Otto Canary\\n|",
                "ambiguous|file,class,patient\\nOtto Canary,mild,Otto Canary\\n|",
                "two classes|file,class,patient\\na/Otto Canary.png,mild,Otto Canary\\na/Otto Canary.png,ill,Otto Canary\\n|",
                "two patients|file,class,patient\\na/Otto Canary.png,mild,Otto Canary\\na/Otto Canary.png,mild,Eva Canary\\n|",
                "empty cell|file,class,patient\\na/Otto Canary.png,,Otto Canary\\n|",
                "no class column|file,patient\\nOtto Canary.jpg,Otto Canary\\n|",
                "damaged image|file,class,patient\\na/Otto Canary.png,mild,Otto Canary\\n|",
                "quotation mark|file,class,patient\\n\"a/Otto Canary.png\"x,mild,Otto Canary\\n|",
                "no text|file,class,patient\\n\\0,mild,Otto Canary\\n|",
                "no table||",
            })
    void aFaultInPrivateDataIsToldWithoutNames(
            String fault, String table, String columns, @TempDir Path set) throws IOException {
        for (String name : new String[] {"a/Otto Canary.png", "b/Otto Canary.png"}) {
            Files.createDirectories(set.resolve(name).getParent());
            Files.writeString(set.resolve(name), "no image");
        }
        Files.writeString(set.resolve("Otto Canary.jpg"), "no image");
        if (table != null)
            Files.writeString(
                    set.resolve("labels.csv"), table.replace("\\n", "\n").replace("\\0", "\0"));
        String[] named = columns == null ? new String[3] : Arrays.copyOf(columns.split(","), 3);
        Throwable thrown =
                catchThrowable(
                        () ->
                                ImageSets.open(
                                        ImageSetOptions.of(set, 32, 3)
                                                .withColumns(named[0], named[1], named[2]),
                                        new ImageJReader(),
                                        Progress.SILENT));
        assertThat(thrown).isInstanceOf(UserException.class);
        assertThat(thrown.getMessage()).doesNotContainIgnoringCase("Canary").endsWith(".");
    }

    @Test
    void aFaultOfACommandIsToldWithoutNames() throws Exception {
        File table = folder.resolve("broken.csv").toFile();
        Files.writeString(
                table.toPath(),
                Files.readString(images.table()).replace("aufnahme", "Aufnahme von"));
        CommandModule run =
                Commands.run(
                        context,
                        AnonymizeCommand.class,
                        "model",
                        model.toFile(),
                        "images",
                        images.folder().toFile(),
                        "labels",
                        table,
                        "k",
                        3);
        String complaint = Commands.complaint(run);
        assertThat(complaint)
                .isEqualTo(
                        "24 of 24 rows of the table name files that are not in the folder, first: row 2. Check that images and table belong together.");
    }
}
