package io.github.planfiji.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptRunnerTest {

    @TempDir Path folder;

    @Test
    void parametersServicesAndOutputsWork() throws Exception {
        File script =
                script(
                        """
                        #@ String name
                        #@ Integer (value=2, persist=false) n
                        #@ org.scijava.command.CommandService commands
                        #@output ij.ImagePlus image
                        image = ij.IJ.createImage(name, "8-bit black", n, n, 1)
                        image.title = commands.getCommand("io.github.planfiji.testing.DemoCommand").title + name
                        """);
        try (ScriptRunner scripts = new ScriptRunner()) {
            Map<String, Object> outputs = scripts.run(script, Map.of("name", "x"));
            assertThat(((ImagePlus) outputs.get("image")).getWidth()).isEqualTo(2);
            assertThat(((ImagePlus) outputs.get("image")).getTitle()).isEqualTo("PLAN Demo...x");
        }
    }

    @Test
    void theReturnedValueIsTheResult() throws Exception {
        try (ScriptRunner scripts = new ScriptRunner()) {
            assertThat(scripts.run(script("return 6 * 7"), Map.of())).containsEntry("result", 42);
        }
    }

    @Test
    void aScriptsExceptionComesOut() throws Exception {
        File script = script("throw new io.github.planfiji.run.UserException('no')");
        try (ScriptRunner scripts = new ScriptRunner()) {
            assertThatThrownBy(() -> scripts.run(script, Map.of()))
                    .isInstanceOf(ScriptRunner.ScriptError.class)
                    .hasMessageContaining("UserException: no");
        }
    }

    private File script(String text) throws IOException {
        return Files.writeString(folder.resolve("script.groovy"), text).toFile();
    }
}
