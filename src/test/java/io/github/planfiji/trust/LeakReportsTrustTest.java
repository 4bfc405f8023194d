package io.github.planfiji.trust;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import io.github.planfiji.command.AuditCommand;
import io.github.planfiji.command.ReidentificationCommand;
import io.github.planfiji.command.SynthesizeCommand;
import io.github.planfiji.command.UtilityCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;

/**
 * What is made of private images to be given away, data sets and reports on them, tells nothing of
 * a patient, a source file or a path.
 */
class LeakReportsTrustTest {

    @TempDir static Path folder;
    private static Context context;
    private static PrivateCase planted;
    private static Path north;
    private static Path south;
    private static Path released;
    private static Run synthesis;

    /** A finished command and all that it logged. */
    private record Run(CommandModule command, String log) {

        static Run of(Class<? extends Command> command, Object... inputs) throws Exception {
            CommandModule[] run = new CommandModule[1];
            String log =
                    Captured.during(
                            context,
                            () -> {
                                run[0] = Commands.run(context, command, inputs);
                                return null;
                            });
            assertThat(Commands.complaint(run[0])).isNull();
            return new Run(run[0], log);
        }

        /** Its log and tables; the folder that the user gave is no secret to them. */
        void assertClean(String... outputs) {
            assertThat(scanned(log)).isEmpty();
            for (String output : outputs)
                assertThat(scanned(command.getOutput(output).toString())).as(output).isEmpty();
        }

        private static List<String> scanned(String text) {
            return planted.scanner().scanText(text.replace(folder.toString(), "")).toList();
        }
    }

    @BeforeAll
    static void synthesize() throws Exception {
        context = new Context();
        planted = PrivateCase.plant(folder);
        north = setOf("Klinik Nord", 0, 8);
        south = setOf("Klinik Süd", 8, 12);
        released = folder.resolve("given away");
        synthesis =
                Run.of(
                        SynthesizeCommand.class,
                        "model",
                        planted.model().toFile(),
                        "images",
                        planted.images().folder().toFile(),
                        "labels",
                        planted.images().table().toFile(),
                        "inversion",
                        PrivateCase.INVERSION_STEPS,
                        "k",
                        2,
                        "per_class",
                        10,
                        "steps",
                        6,
                        "iterations",
                        2,
                        "latents",
                        true,
                        "output",
                        released.toFile());
        learnLatents(folder.resolve("given away-private/latents.csv"));
    }

    /** Those of released images are private, as they are near to those of the groups. */
    private static void learnLatents(Path table) throws IOException {
        for (String line : Files.readAllLines(table)) {
            if (line.startsWith("#") || line.startsWith("file,")) continue;
            String[] cells = line.split(",");
            float[] latent = new float[cells.length - 1];
            for (int i = 0; i < latent.length; i++) latent[i] = Float.parseFloat(cells[i + 1]);
            planted.scanner().withLatent(latent);
        }
    }

    @AfterAll
    static void close() {
        context.close();
    }

    @Test
    void aDataSet() throws IOException {
        assertThat(released.resolve("labels.csv")).isNotEmptyFile();
        assertThat(planted.scanner().scan(released)).isEmpty();
        assertThat(planted.scanner().scan(folder.resolve("given away-private")))
                .as("the scanner knows what is private")
                .extracting(LeakScanner.Leak::where)
                .contains("images.csv", "membership.csv", "latents.csv");
        assertThat(synthesis.log).contains("24 images of 12 patients");
        synthesis.assertClean("released");
    }

    /** A real image among the released ones is named, but as the released one that it is. */
    @Test
    void anAudit() throws Exception {
        Path audited = copyWithAPatient(folder.resolve("audited"));
        Path out = folder.resolve("Prüfung");
        Run run =
                Run.of(
                        AuditCommand.class,
                        "model",
                        planted.model().toFile(),
                        "released",
                        audited.toFile(),
                        "images",
                        north.toFile(),
                        "heldout",
                        south.toFile(),
                        "folder",
                        out.toFile());
        assertThat(Files.readString(out.resolve("report/audit.html"))).contains("copy.tif");
        assertThat(planted.scanner().scan(out.resolve("report"))).isEmpty();
        assertThat(out.resolve("private/audit-PRIVATE.html")).isNotEmptyFile();
        run.assertClean("figures", "verdict");
    }

    private static Path copyWithAPatient(Path to) throws IOException {
        Files.createDirectories(to.resolve("healthy"));
        Files.createDirectories(to.resolve("ill"));
        for (String name : Files.readAllLines(released.resolve("labels.csv"))) {
            if (name.startsWith("file,")) continue;
            String file = name.substring(0, name.indexOf(','));
            Files.copy(released.resolve(file), to.resolve(file));
        }
        Path patient = imagesOf(0, 1).get(0);
        Files.copy(patient, to.resolve("healthy/copy.tif"));
        return to;
    }

    /** Files of the patients {@code from} to {@code to} (exclusive). */
    private static List<Path> imagesOf(int from, int to) throws IOException {
        return Files.readAllLines(planted.images().table()).stream()
                .skip(1 + 2L * from)
                .limit(2L * (to - from))
                .map(row -> planted.images().folder().resolve(row.substring(0, row.indexOf(','))))
                .toList();
    }

    @Test
    void aReidentificationCurve() throws Exception {
        Path out = folder.resolve("Kurve");
        Run run =
                Run.of(
                        ReidentificationCommand.class,
                        "model",
                        planted.model().toFile(),
                        "images",
                        planted.images().folder().toFile(),
                        "labels",
                        planted.images().table().toFile(),
                        "methods",
                        "centroid, pixel",
                        "k",
                        "2, 3",
                        "inversion",
                        PrivateCase.INVERSION_STEPS,
                        "epochs",
                        1,
                        "folder",
                        out.toFile());
        assertThat(out.resolve("reidentification.csv")).isNotEmptyFile();
        assertThat(planted.scanner().scan(out)).isEmpty();
        assertThat(planted.scanner().scan((ImagePlus) run.command.getOutput("plot"))).isEmpty();
        run.assertClean("rates");
    }

    @Test
    void aComparisonOfUtility() throws Exception {
        Path out = folder.resolve("Nutzen");
        Run run =
                Run.of(
                        UtilityCommand.class,
                        "sets",
                        "real=" + north + "; made=" + released,
                        "test",
                        south.toFile(),
                        "resolution",
                        32,
                        "shown",
                        8,
                        "output",
                        out.toFile());
        assertThat(out.resolve("utility.csv")).isNotEmptyFile();
        assertThat(planted.scanner().scan(out)).isEmpty();
        run.assertClean("table");
    }

    private static Path setOf(String name, int from, int to) throws IOException {
        planted.scanner().withText(name);
        Path set = Files.createDirectory(folder.resolve(name));
        for (Path image : imagesOf(from, to)) Files.copy(image, set.resolve(image.getFileName()));
        String[] rows = Files.readString(planted.images().table()).split("\n");
        String table =
                rows[0]
                        + "\n"
                        + String.join("\n", Arrays.copyOfRange(rows, 1 + 2 * from, 1 + 2 * to));
        Files.writeString(set.resolve("labels.csv"), table + "\n");
        return set;
    }
}
