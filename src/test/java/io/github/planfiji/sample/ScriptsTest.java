package io.github.planfiji.sample;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import io.github.planfiji.dataset.phantom.PhantomOptions;
import io.github.planfiji.dataset.phantom.PhantomSet;
import io.github.planfiji.run.Progress;
import io.github.planfiji.testing.MacroRunner;
import io.github.planfiji.testing.ScriptRunner;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped scripts as they are, but for the lengths of training and walk. */
class ScriptsTest {

    private static final Path SCRIPTS = Path.of("scripts");

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
    void walkByTheApi() throws Exception {
        try (ScriptRunner runner = new ScriptRunner()) {
            Map<String, Object> outputs =
                    runner.run(
                            SCRIPTS.resolve("Walk.groovy").toFile(),
                            Map.of(
                                    "model",
                                    new File("sample-data/model"),
                                    "images",
                                    new File("sample-data/phantoms"),
                                    "steps",
                                    4,
                                    "iterations",
                                    2));
            assertThat(((ImagePlus) outputs.get("walk")).getNFrames()).isEqualTo(4);
            assertThat((Double) outputs.get("linear_worst")).isPositive();
        }
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
        imagej.run(quick, phantoms("copies", 10) + "\n" + out);
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
                                    phantoms("released", 12).toFile(),
                                    "images",
                                    phantoms("real", 18).toFile(),
                                    "output",
                                    out.toFile()));
            assertThat(outputs.get("verdict").toString()).startsWith("Do not release");
            // the released images are real ones here; those set aside are no training images
            assertThat((Integer) outputs.get("copies")).isBetween(1, 23);
            assertThat(out.resolve("report/audit.json")).exists();
        }
    }

    /** A folder of phantoms of the sample model's training set, two images a patient. */
    private static Path phantoms(String name, int patients) throws Exception {
        Path to = folder.resolve(name);
        PhantomSet.write(PhantomOptions.of(patients, 2, 64, 1), to, Progress.SILENT);
        return to;
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
                            "walk.ijm",
                            "train.ijm",
                            "audit.ijm",
                            "Audit.groovy",
                            "Walk.groovy",
                            "TrainSampleModel.groovy");
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
