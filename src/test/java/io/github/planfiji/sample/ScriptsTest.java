package io.github.planfiji.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.planfiji.dataset.phantom.PhantomOptions;
import io.github.planfiji.dataset.phantom.PhantomSet;
import io.github.planfiji.engine.ScriptNets;
import io.github.planfiji.run.Progress;
import io.github.planfiji.testing.MacroRunner;
import io.github.planfiji.testing.ScriptRunner;
import io.github.planfiji.testing.ScriptRunner.ScriptError;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped scripts as they are, but for the lengths of training and walk. */
class ScriptsTest {

    private static final Path SCRIPTS = Path.of("scripts");
    private static final File MODEL = new File("sample-data/model");

    @TempDir static Path folder;

    private static MacroRunner imagej;

    @BeforeAll
    static void start() throws Exception {
        imagej = new MacroRunner(Files.createDirectory(folder.resolve("imagej")));
    }

    @Test
    void openModel() throws Exception {
        String answer = imagej.run(script("open-model.ijm") + "return getTitle();");
        assertThat(answer).isEqualTo("PLAN samples (all)");
    }

    @Test
    void anonymize() throws Exception {
        Path out = folder.resolve("anonymized");
        imagej.run(script("anonymize.ijm"), out.toString());
        assertThat(out.resolve("released/k-same.tif")).exists();
        assertThat(out.resolve("released/certificate.json")).exists();
    }

    @Test
    void walk() throws Exception {
        Path out = folder.resolve("walk");
        String quick =
                replace(
                        replace(script("walk.ijm"), "patients=200", "patients=6"),
                        "iterations=100",
                        "iterations=2");
        imagej.run(quick, out.toString());
        assertThat(out.resolve("walk-plan.tif")).exists();
        assertThat(out.resolve("walk.png")).exists();
    }

    @Test
    void synthesize() throws Exception {
        Path out = folder.resolve("synthesized");
        String quick =
                replace(
                        script("synthesize.ijm"),
                        "inversion=30 per_class=24 steps=12 iterations=100",
                        "inversion=0 per_class=2 steps=4 iterations=1");
        imagej.run(quick, out.toString());
        assertThat(out.resolve("datasheet.md")).exists();
    }

    @Test
    void synthesizeByTheApi() throws Exception {
        Path out = folder.resolve("synthesized by the API");
        try (ScriptRunner runner = new ScriptRunner()) {
            Map<String, Object> outputs =
                    runner.run(
                            SCRIPTS.resolve("Synthesize.groovy").toFile(),
                            Map.of(
                                    "model",
                                    new File("sample-data/model"),
                                    "images",
                                    new File("sample-data/phantoms"),
                                    "output",
                                    out.toFile(),
                                    "per_class",
                                    2,
                                    "iterations",
                                    1,
                                    "inversion",
                                    0));
            assertThat(outputs.get("released")).isEqualTo(6);
            assertThat((Double) outputs.get("tau")).isPositive();
        }
        assertThat(out.resolve("labels.csv")).exists();
    }

    @Test
    void train() throws Exception {
        Path images = Path.of("sample-data/phantoms").toAbsolutePath();
        Path model = folder.resolve("trained");
        String quick =
                replace(
                        replace(
                                script("train.ijm"),
                                "kimg=60 epochs=40",
                                "kimg=0.016 epochs=1 encoder=1 inversion=0"),
                        "resolution=64",
                        "resolution=32");
        imagej.run(quick, images + "\n" + model);
        assertThat(model.resolve("model.json")).exists();
    }

    @Test
    void phantoms() throws Exception {
        Path out = folder.resolve("phantoms");
        imagej.run(script("phantoms.ijm"), out.toString());
        assertThat(out.resolve("labels.csv")).exists();
    }

    @Test
    void help() throws Exception {
        // headless, the Log window's text goes to the console
        imagej.run(script("help.ijm"));
        assertThat(groovy("Help.groovy", Map.of()).get("text").toString())
                .contains("PLAN Walk...", "    iterations - ");
    }

    @Test
    void walkByTheApi() throws Exception {
        Map<String, Object> outputs =
                groovy(
                        "Walk.groovy",
                        Map.of(
                                "model",
                                MODEL,
                                "images",
                                new File("sample-data/phantoms"),
                                "steps",
                                4,
                                "iterations",
                                2));
        assertThat(((ImagePlus) outputs.get("walk")).getNFrames()).isEqualTo(4);
        assertThat((Double) outputs.get("linear_worst")).isPositive();
    }

    @Test
    void commandsByTheirClasses() throws Exception {
        Object sheet =
                groovy("OpenModel.groovy", Map.of("model", MODEL, "condition", "mild"))
                        .get("sheet");
        assertThat(((ImagePlus) sheet).getTitle()).isEqualTo("PLAN samples (mild)");
        Object photographs =
                groovy("Phantoms.groovy", Map.of("patients", 2, "size", 32)).get("photographs");
        assertThat(((ImagePlus) photographs).getNSlices()).isEqualTo(8);
    }

    @Test
    void trainByTheClass() throws Exception {
        Path model = folder.resolve("trained by class");
        Path images = folder.resolve("few images");
        PhantomSet.write(PhantomOptions.of(18, 2, 32, 1), images, Progress.SILENT);
        Map<String, Object> quick = new HashMap<>();
        quick.put("images", images.toFile());
        quick.put("output", model.toFile());
        quick.put("resolution", "32");
        quick.put("kimg", 0.016);
        quick.put("epochs", 1);
        quick.put("encoder", 1);
        quick.put("inversion", 0);
        assertThat(groovy("Train.groovy", quick).get("samples")).isInstanceOf(ImagePlus.class);
        assertThat(model.resolve("model.json")).exists();
    }

    @Test
    void aBatchGoesOnAfterABadFolderAndFailsAtItsEnd() throws Exception {
        Path images = Files.createDirectory(folder.resolve("hospitals"));
        PhantomSet.write(PhantomOptions.of(9, 1, 64, 1), images.resolve("b good"), Progress.SILENT);
        Files.createDirectory(images.resolve("a bad"));
        Path out = folder.resolve("of hospitals");
        Map<String, Object> inputs =
                Map.of(
                        "model",
                        MODEL,
                        "images",
                        images.toFile(),
                        "output",
                        out.toFile(),
                        "k",
                        2,
                        "inversion",
                        0);
        assertThatThrownBy(() -> groovy("AnonymizeFolders.groovy", inputs))
                .isInstanceOf(ScriptError.class)
                .hasMessageContaining("1 of 2 folders anonymised")
                .hasMessageContaining("a bad: ");
        assertThat(out.resolve("b good/released/k-same.tif")).exists();
    }

    @Test
    void reidentification() throws Exception {
        Path out = folder.resolve("reidentification");
        imagej.run(
                replace(script("reidentification.ijm"), "epochs=10", "epochs=0"), out.toString());
        assertThat(out.resolve("reidentification.csv")).exists();
    }

    @Test
    void reidentificationByTheClass() throws Exception {
        Path out = folder.resolve("reidentification by class");
        Map<String, Object> quick = new HashMap<>();
        quick.put("images", new File("sample-data/phantoms"));
        quick.put("folder", out.toFile());
        quick.put("methods", "pixel");
        quick.put("k", "2, 3");
        quick.put("epochs", 0);
        Object rates = groovy("Reidentification.groovy", quick).get("rates");
        assertThat(((ResultsTable) rates).size()).isEqualTo(2);
        assertThat(out.resolve("reidentification.csv")).exists();
    }

    @Test
    void anonymizeByTheApi() throws Exception {
        try (ScriptRunner runner = new ScriptRunner()) {
            Map<String, Object> outputs =
                    runner.run(
                            SCRIPTS.resolve("Anonymize.groovy").toFile(),
                            Map.of(
                                    "model",
                                    new File("sample-data/model"),
                                    "k",
                                    30,
                                    "method",
                                    "k-SALSA",
                                    "salsa",
                                    2));
            assertThat(((ImagePlus) outputs.get("points")).getStackSize()).isEqualTo(6);
            assertThat((String) outputs.get("certificate")).contains("k-SALSA, 2 steps");
        }
    }

    @Test
    void importTorchScript() throws Exception {
        Path model = folder.resolve("imported");
        Path file = ScriptNets.generator(folder.resolve("net.pt"));
        try (ScriptRunner runner = new ScriptRunner()) {
            Map<String, Object> inputs = new HashMap<>();
            inputs.put("file", file.toFile());
            inputs.put("model", model.toFile());
            inputs.put("part", "generator");
            inputs.put("resolution", 28);
            inputs.put("z", 3);
            inputs.put("black", 0.0);
            runner.run(SCRIPTS.resolve("ImportTorchScript.groovy").toFile(), inputs);
        }
        String answer =
                imagej.run(
                        "run('PLAN Open Model...', 'model=["
                                + model
                                + "] samples=1 trust=true'); return '' + getWidth();");
        assertThat(answer).isEqualTo("28");
    }

    @Test
    void compareUtility() throws Exception {
        Path real = phantoms("utility-real", 1);
        Path made = phantoms("utility-made", 2);
        Path test = phantoms("utility-test", 3);
        Path out = folder.resolve("utility");
        String sets = "real=" + real + "; made=" + made;
        String quick =
                replace(
                        script("compare-utility.ijm"),
                        "resolution=64 colour=RGB shown=10000",
                        "resolution=32 colour=grey shown=64");
        imagej.run(quick, sets + "\n" + test + "\n" + out);
        assertThat(Files.readAllLines(out.resolve("utility.csv"))).hasSize(3);
        try (ScriptRunner runner = new ScriptRunner()) {
            Map<String, Object> inputs = new HashMap<>();
            inputs.put("sets", sets);
            inputs.put("test", test.toFile());
            inputs.put("output", folder.resolve("utility by the API").toFile());
            inputs.put("resolution", 32);
            inputs.put("lengths", "32, 64");
            Map<String, Object> outputs =
                    runner.run(SCRIPTS.resolve("CompareUtility.groovy").toFile(), inputs);
            assertThat(((ResultsTable) outputs.get("table")).getStringValue("set", 1))
                    .isEqualTo("made");
        }
    }

    /** Without their table, so that equal patient numbers of two sets are not taken for people. */
    private static Path phantoms(String name, long seed) throws Exception {
        Path out = folder.resolve(name);
        PhantomSet.write(PhantomOptions.of(9, 2, 32, seed), out, Progress.SILENT);
        Files.delete(out.resolve("labels.csv"));
        return out;
    }

    @Test
    void audit() throws Exception {
        Path out = folder.resolve("audit");
        String quick =
                replace(
                        replace(
                                script("audit.ijm"),
                                "patients = 260; known = 200",
                                "patients = 18; known = 10"),
                        "images=8",
                        "images=2");
        imagej.run(quick, trainingPhantoms("copies", 10) + "\n" + out);
        assertThat(out.resolve("audit/report/audit.html")).exists();
    }

    @Test
    void auditByTheApi() throws Exception {
        try (ScriptRunner runner = new ScriptRunner()) {
            Path out = folder.resolve("audit by the API");
            Map<String, Object> outputs =
                    runner.run(
                            SCRIPTS.resolve("Audit.groovy").toFile(),
                            Map.of(
                                    "model",
                                    new File("sample-data/model"),
                                    "released",
                                    trainingPhantoms("released", 12).toFile(),
                                    "images",
                                    trainingPhantoms("real", 18).toFile(),
                                    "output",
                                    out.toFile()));
            assertThat(outputs.get("verdict").toString()).startsWith("Do not release");
            // the released images are real ones here; those set aside are no training images
            assertThat((Integer) outputs.get("copies")).isBetween(1, 23);
            assertThat((Double) outputs.get("mml")).isBetween(0.0, 10.0);
            assertThat(out.resolve("report/audit.json")).exists();
        }
    }

    /** A folder of phantoms of the sample model's training set, two images a patient. */
    private static Path trainingPhantoms(String name, int patients) throws Exception {
        Path to = folder.resolve(name);
        PhantomSet.write(PhantomOptions.of(patients, 2, 64, 1), to, Progress.SILENT);
        return to;
    }

    @Test
    void experiment() throws Exception {
        Map<String, Object> quick = new HashMap<>();
        quick.put("output", folder.resolve("experiment").toFile());
        quick.put("patients", 18);
        quick.put("unseen", 9);
        quick.put("resolution", 32);
        quick.put("k", 2);
        quick.put("per_class", 8);
        quick.put("steps", 5);
        quick.put("iterations", 2);
        quick.put("kimg", 0.016);
        quick.put("epochs", 1);
        quick.put("encoder", 1);
        quick.put("inversion", 0);
        quick.put("shown", 32);
        quick.put("matcher", 1);
        quick.put("resamples", 20);
        quick.put("curves", 2);
        String table = (String) groovy("experiment.groovy", quick).get("table");
        assertThat(table).contains("| real |", "| k-same |", "| linear |", "| PLAN |");
        assertThat(folder.resolve("experiment/table.csv")).hasContent(csv(table));
        assertThat(folder.resolve("experiment/released PLAN/datasheet.md")).exists();
        assertThat(folder.resolve("experiment/audit PLAN-PRIVATE/report/audit.html"))
                .content()
                .contains("Along the walks", "identity net trained apart");
        Path page = folder.resolve("experiment/table.md");
        String text = Files.readString(page);
        assertThat(text).contains(table, "| Synthesis, PLAN+margin |", "mmL by ");
        // all stages are there: a second start only writes the table again
        Files.delete(page);
        groovy("experiment.groovy", quick);
        assertThat(Files.readString(page)).contains(table);
        quick.put("k", 3);
        assertThatThrownBy(() -> groovy("experiment.groovy", quick))
                .hasMessageContaining("holds an experiment with other values");
    }

    /** A table of a page as a file. */
    private static String csv(String table) {
        return table.lines()
                .filter(line -> !line.startsWith("|--"))
                .map(line -> line.substring(2, line.length() - 2).replace(" | ", "\",\""))
                .map(line -> '"' + line + '"')
                .collect(Collectors.joining("\n"));
    }

    @Test
    void everyScriptIsTried() throws Exception {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            assertThat(
                            files.map(f -> f.getFileName().toString())
                                    .filter(f -> f.endsWith(".ijm") || f.endsWith(".groovy")))
                    .containsExactlyInAnyOrder(
                            "open-model.ijm",
                            "anonymize.ijm",
                            "synthesize.ijm",
                            "Synthesize.groovy",
                            "walk.ijm",
                            "train.ijm",
                            "phantoms.ijm",
                            "help.ijm",
                            "OpenModel.groovy",
                            "Phantoms.groovy",
                            "Train.groovy",
                            "Anonymize.groovy",
                            "AnonymizeFolders.groovy",
                            "Help.groovy",
                            "audit.ijm",
                            "Audit.groovy",
                            "reidentification.ijm",
                            "Reidentification.groovy",
                            "Walk.groovy",
                            "ImportTorchScript.groovy",
                            "CompareUtility.groovy",
                            "compare-utility.ijm",
                            "experiment.groovy",
                            "TrainSampleModel.groovy");
        }
    }

    private static Map<String, Object> groovy(String name, Map<String, Object> inputs)
            throws Exception {
        try (ScriptRunner runner = new ScriptRunner()) {
            return runner.run(SCRIPTS.resolve(name).toFile(), inputs);
        }
    }

    private static String script(String name) throws Exception {
        return Files.readString(SCRIPTS.resolve(name));
    }

    private static String replace(String text, String old, String with) {
        assertThat(text).contains(old);
        return text.replace(old, with);
    }
}
