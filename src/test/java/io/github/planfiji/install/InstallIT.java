package io.github.planfiji.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImageJ;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** scripts/install.sh and its undo, on a plain ImageJ and on the skeleton of a Fiji. */
@Timeout(200)
class InstallIT {

    @TempDir Path folder;

    @Test
    void plainImageJRunsTheInstalledPluginAndIsAsBeforeWhenItIsRemoved() throws Exception {
        plainImageJ();
        List<String> before = files();
        assertThat(run("scripts/install.sh", "--yes", folder.toString())).isZero();
        assertThat(files()).contains("plan-fiji-installed.txt", "jars/gson-2.10.1.jar");

        if (hasDisplay()) assertThat(openModelInAWindow()).isEqualTo("PLAN samples (all) 196");

        assertThat(run("scripts/uninstall.sh", folder.toString())).isZero();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void fijiKeepsItsOwnJarsAndTheUsersFiles() throws Exception {
        fiji("gson-2.10.1.jar", "commons-csv-1.15.0.jar");
        assertThat(run("scripts/install.sh", "--no-natives", folder.toString())).isZero();
        assertThat(run("scripts/install.sh", "--no-natives", folder.toString()))
                .as("over an older install")
                .isZero();
        assertThat(files())
                .contains("jars/djl-api-0.35.1.jar", "models/plan-sample/model.json")
                .doesNotContain("jars/commons-csv-1.14.1.jar", "jars/scijava-common-2.100.1.jar");

        Files.writeString(folder.resolve("models/plan-sample/mine.txt"), "a user's note");
        Files.writeString(folder.resolve("models/plan-sample/model.json"), "changed");
        assertThat(run("scripts/uninstall.sh", folder.toString())).isZero();
        assertThat(output()).contains("left, as it was changed", "model.json");
        assertThat(files())
                .containsExactly(
                        "jars/commons-csv-1.15.0.jar",
                        "jars/gson-2.10.1.jar",
                        "jars/imagej-legacy-2.0.3.jar",
                        "models/plan-sample/mine.txt",
                        "models/plan-sample/model.json");
    }

    @Test
    void whatDoesNotFitIsRefusedAndNothingIsPutThere() throws Exception {
        assertThat(run("scripts/install.sh", folder.toString())).isNotZero();
        assertThat(output()).contains("is no Fiji");
        assertThat(run("scripts/uninstall.sh", folder.toString())).isNotZero();
        assertThat(output()).contains("nothing was installed");
        assertThat(files()).isEmpty();

        fiji("pytorch-engine-0.22.1.jar");
        List<String> before = files();
        assertThat(run("scripts/install.sh", "--no-natives", folder.toString())).isNotZero();
        assertThat(output())
                .contains("has pytorch-engine-0.22.1.jar, the plugin needs pytorch-engine-0.35.1");
        assertThat(files()).isEqualTo(before);
    }

    /** A real ImageJ window runs a macro from the command line. */
    private String openModelInAWindow() throws Exception {
        Path answer = folder.resolve("answer.txt");
        Path macro = folder.resolve("macro.ijm");
        Files.writeString(
                macro,
                "run('PLAN Open Model...', 'model=["
                        + folder.resolve("models/plan-sample")
                        + "] samples=9'); File.saveString(getTitle() + ' ' + getWidth(), '"
                        + answer
                        + "');");
        String jar = folder.resolve("ij.jar").toString();
        int exit = onScreen("-jar", jar, "-ijpath", folder.toString(), "-batch", macro.toString());
        assertThat(exit).as(output()).isZero();
        Files.delete(macro);
        String text = Files.readString(answer);
        Files.delete(answer);
        return text;
    }

    /**
     * Dialogs, the linked curve, the recorder; a fault of every command; Escape in the midst of
     * every long one: a minute or two each.
     */
    @ParameterizedTest
    @ValueSource(strings = {"WindowChecks", "FaultChecks", "EscapeChecks"})
    @EnabledIfEnvironmentVariable(named = "PLAN_WINDOWS", matches = "1")
    void windowsBehave(String checks) throws Exception {
        assumeTrue(hasDisplay(), "xvfb and a JDK with windows are needed");
        plainImageJ();
        assertThat(run("scripts/install.sh", "--yes", folder.toString())).isZero();
        int exit =
                onScreen(
                        "-Dplugins.dir=" + folder,
                        // nothing of a user's own ImageJ is seen or changed
                        "-Duser.home=" + folder,
                        "-DDJL_CACHE_DIR=" + Path.of(System.getProperty("user.home"), ".djl.ai"),
                        "-cp",
                        folder.resolve("ij.jar") + File.pathSeparator + "target/test-classes",
                        "io.github.planfiji.windows." + checks,
                        Path.of("sample-data/phantoms").toAbsolutePath().toString(),
                        folder.resolve("written").toString());
        assertThat(exit).as(output()).isZero();
    }

    private int onScreen(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("xvfb-run", "-a"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dai.djl.offline=true");
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private static boolean hasDisplay() {
        boolean windows =
                Files.exists(Path.of(System.getProperty("java.home"), "lib", "libawt_xawt.so"));
        return windows
                && Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(directory -> Files.exists(Path.of(directory, "xvfb-run")));
    }

    private void plainImageJ() throws Exception {
        Files.createDirectory(folder.resolve("plugins"));
        Path jar =
                Path.of(ImageJ.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Files.copy(jar, folder.resolve("ij.jar"));
    }

    private void fiji(String... jars) throws IOException {
        Files.createDirectory(folder.resolve("plugins"));
        Files.createDirectory(folder.resolve("jars"));
        Files.createFile(folder.resolve("jars/imagej-legacy-2.0.3.jar"));
        for (String jar : jars) Files.createFile(folder.resolve("jars").resolve(jar));
    }

    private Path log() {
        return folder.resolveSibling(folder.getFileName() + ".log");
    }

    private String output() throws IOException {
        return Files.readString(log(), StandardCharsets.UTF_8);
    }

    /** Runs a command in the project's folder; returns its exit code. */
    private int run(String... command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(log().toFile())
                        .start();
        try {
            assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("ends: " + output()).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<String> names = new ArrayList<>();
            for (Path file : all.sorted().toList())
                if (Files.isRegularFile(file)) names.add(folder.relativize(file).toString());
            return names;
        }
    }
}
