package io.github.planfiji.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.testing.MacroRunner;
import io.github.planfiji.testing.MacroRunner.MacroError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The curve as macros call it, without a model. */
class ReidentificationMacroTest {

    @TempDir static Path folder;

    private static MacroRunner imagej;

    @BeforeAll
    static void start() throws Exception {
        imagej = new MacroRunner(Files.createDirectory(folder.resolve("imagej")));
    }

    @Test
    void theCurveComesAsPlotTableAndFiles() throws Exception {
        Path out = folder.resolve("curve");
        String answer =
                imagej.run(
                        "run('PLAN Phantom Fundus Photographs...', 'patients=12 images=2 size=32 folder=["
                                + folder.resolve("phantoms")
                                + "]'); close(); run('PLAN Re-identification Curve...', 'images=["
                                + folder.resolve("phantoms")
                                + "] resolution=32 methods=[pixel, eigen] k=2,3 epochs=0 folder=["
                                + out
                                + "]'); return String.join(getList('image.titles'));");
        assertThat(answer.split(", ")).contains("Re-identification", "Members found");
        List<String> csv = Files.readAllLines(out.resolve("reidentification.csv"));
        assertThat(csv)
                .hasSize(5)
                .startsWith(
                        "matcher,matcher_accuracy,method,k,images,patients,naive,naive_low,naive_high,reverse,reverse_low,reverse_high,bound,member_found,member_found_low,member_found_high,group_found,group_found_low,group_found_high,chance");
        assertThat(csv.get(1)).startsWith("pixels,").contains(",pixel,2,6,12,");
        assertThat(Files.readString(out.resolve("reidentification.json")))
                .contains("\"provenance\"", "\"naive\"")
                .doesNotContain("p000", folder.toString());
        assertThat(out.resolve("reidentification.png")).isNotEmptyFile();
        assertThat(out.resolve("reidentification-members.png")).isNotEmptyFile();
    }

    @Test
    void faultsAreSentences() {
        assertFault("k=[2, two]", "k = \"two\" is no whole number: give for example 2, 3, 5.");
        assertFault("methods=mean", "There is no method \"mean\"");
        assertFault("methods=centroid k=2", "The method centroid works on latents: give a model");
    }

    private static void assertFault(String options, String sentence) {
        assertThatThrownBy(
                        () ->
                                imagej.run(
                                        "run('PLAN Re-identification Curve...', 'images=sample-data/phantoms epochs=0 "
                                                + options
                                                + "');"))
                .isInstanceOf(MacroError.class)
                .hasMessageContaining(sentence);
    }
}
