package io.github.planfiji.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.testing.MacroRunner;
import io.github.planfiji.testing.MacroRunner.MacroError;
import io.github.planfiji.testing.ScriptModel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of TorchScript networks of 28 x 28 pixels, as macros use it. */
class TorchScriptMacroTest {

    @TempDir static Path folder;

    private static MacroRunner imagej;
    private static Path model;

    @BeforeAll
    static void start() throws Exception {
        imagej = new MacroRunner(Files.createDirectory(folder.resolve("imagej")));
        model = ScriptModel.write(Files.createDirectory(folder.resolve("scripted")));
    }

    @Test
    void theModelIsRefusedUntilItsCodeIsTrusted() {
        assertThatThrownBy(() -> imagej.run(openModel("")))
                .isInstanceOf(MacroError.class)
                .hasMessageContaining("generator.pt is TorchScript")
                .hasMessageContaining("trust=true");
        assertThat(imagej.run(openModel(" trust=true"))).isEqualTo("58 58");
    }

    private static String openModel(String more) {
        return "run('PLAN Open Model...', 'model=["
                + model
                + "] samples=4"
                + more
                + "'); return '' + getWidth() + ' ' + getHeight();";
    }

    @Test
    void theWalkLowersTheLossOfTheStraightOne() throws Exception {
        Path out = folder.resolve("walk");
        String answer =
                imagej.run(
                        "run('PLAN Walk...', 'model=["
                                + model
                                + "] from=[seed 1] to=[seed 2] condition=left steps=6"
                                + " iterations=20 trust=true folder=["
                                + out
                                + "]'); getDimensions(w, h, c, z, t); return '' + h + ' ' + t;");
        assertThat(answer).isEqualTo("28 6");
        double linear = 0;
        double plan = 0;
        for (String line : Files.readAllLines(out.resolve("walk.csv"))) {
            String[] cells = line.split(",");
            if (cells[0].equals("linear")) linear += Double.parseDouble(cells[5]);
            if (cells[0].equals("plan")) plan += Double.parseDouble(cells[5]);
        }
        assertThat(plan).isLessThan(linear);
    }
}
