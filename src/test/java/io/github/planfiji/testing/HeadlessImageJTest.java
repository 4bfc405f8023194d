package io.github.planfiji.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job scheduler sees of a run without windows. */
class HeadlessImageJTest {

    @TempDir Path folder;

    @Test
    void aFailedMacroEndsTheProcessWithOne() throws Exception {
        Path log = folder.resolve("log.txt");
        assertThat(run("run('PLAN Open Model...', 'model=[/no/such/model]');", log)).isEqualTo(1);
        assertThat(Files.readString(log)).contains("There is no model in");
        assertThat(run("print('well');", log)).isZero();
    }

    private int run(String macro, Path log) throws Exception {
        Path file = folder.resolve("macro.ijm");
        Files.writeString(file, macro, StandardCharsets.UTF_8);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Djava.awt.headless=true",
                                "-Dai.djl.offline=true",
                                "--add-opens",
                                "java.base/java.lang=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                HeadlessImageJ.class.getName(),
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
