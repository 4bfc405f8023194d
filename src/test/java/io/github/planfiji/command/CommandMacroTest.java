package io.github.planfiji.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.engine.FeatureScripts;
import io.github.planfiji.testing.MacroRunner;
import io.github.planfiji.testing.MacroRunner.MacroError;
import io.github.planfiji.testing.TinyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** The commands as macros call them, in a real headless ImageJ, on a tiny model. */
class CommandMacroTest {

    @TempDir static Path folder;

    private static MacroRunner imagej;
    private static Path model;

    @BeforeAll
    static void start() throws Exception {
        imagej = new MacroRunner(Files.createDirectory(folder.resolve("imagej")));
        model = TinyModel.write(Files.createDirectory(folder.resolve("tiny model")));
    }

    @Test
    void samplesOfAModelBecomeTheCurrentImage() {
        String answer =
                imagej.run(
                        "run('PLAN Open Model...', 'model=["
                                + model
                                + "] samples=4 condition=ill seed=3'); return getTitle() + ' ' + getWidth();");
        assertThat(answer).isEqualTo("PLAN samples (ill) 66");
    }

    @Test
    void sameSeedGivesTheSameSamples() {
        String macro =
                "function sum(seed) { run('PLAN Open Model...', 'model=["
                        + model
                        + "] samples=4 seed=' + seed); getStatistics(a, mean); close(); return mean; }"
                        + " a = sum(3); b = sum(3); c = sum(4); same = a == b; alike = a == c; return '' + same + ' ' + alike;";
        assertThat(imagej.run(macro)).isEqualTo("1 0");
    }

    @Test
    void groupsComeAsAStackAndAsFilesWithoutMembers() throws Exception {
        Path out = folder.resolve("anonymized");
        String answer =
                imagej.run(
                        "run('PLAN Anonymize...', 'model=["
                                + model
                                + "] k=3 folder=["
                                + out
                                + "]'); return '' + nSlices + ' ' + getInfo('slice.label');");
        assertThat(answer).isEqualTo("4 group 1 healthy, 3 patients, 6 images");
        assertThat(names(out.resolve("released")))
                .containsExactly("certificate.json", "images", "k-same.tif", "labels.csv");
        assertThat(names(out.resolve("released/images")))
                .containsExactly("0001.png", "0002.png", "0003.png", "0004.png");
        assertThat(Files.readAllLines(out.resolve("released/labels.csv")))
                .startsWith("file,class,patients", "images/0001.png,healthy,3")
                .hasSize(5);
        assertThat(names(out.resolve("private")))
                .containsExactly("codes-PRIVATE.npz", "membership.csv");
        assertThat(Files.readString(out.resolve("released/certificate.json")))
                .doesNotContain("patient5");
    }

    @Test
    void everyMethodMakesItsStack() {
        for (String method : List.of("k-SALSA", "interpolation"))
            assertThat(
                            imagej.run(
                                    "run('PLAN Anonymize...', 'model=["
                                            + model
                                            + "] k=3 method="
                                            + method
                                            + " salsa=2'); return '' + nSlices + ' ' + getInfo('slice.label');"))
                    .startsWith("4 ");
        for (String method : List.of("pixel", "eigen"))
            assertThat(
                            imagej.run(
                                    "run('PLAN Anonymize...', 'images=sample-data/phantoms resolution=32 k=3 scope=[all classes] method="
                                            + method
                                            + "'); return getInfo('slice.label');"))
                    .matches("group 1, [3-5] patients, \\d+ images");
    }

    @Test
    void kSalsaTakesAUsersFeaturesIfTheirCodeIsTrusted() throws Exception {
        Path network = FeatureScripts.vector(folder.resolve("features.pt"));
        String call =
                "run('PLAN Anonymize...', 'model=["
                        + model
                        + "] k=3 method=k-SALSA salsa=2 features=["
                        + network
                        + "]%s'); return '' + nSlices;";
        assertFault(call.formatted(""), "features.pt is TorchScript: a program");
        assertThat(imagej.run(call.formatted(" trust=true"))).isEqualTo("4");
    }

    @Test
    void methodsSayWhatTheyNeed() {
        assertFault(
                "run('PLAN Anonymize...', 'images=sample-data/phantoms k=3 method=k-SALSA');",
                "The method k-SALSA works on latents: give a model, or use pixel or eigen.");
        assertFault(
                "run('PLAN Anonymize...', 'model=[" + model + "] k=3 method=pixel');",
                "The method pixel averages pictures: give the images.");
        assertFault("run('PLAN Anonymize...', 'k=3');", "Give a model, or images, or both.");
        assertFault(
                "run('PLAN Anonymize...', 'model=["
                        + model
                        + "] k=3 method=k-SALSA features=[nowhere.pt]');",
                "There is no feature network nowhere.pt: choose a TorchScript file.");
    }

    @Test
    void walkWritesItsFilesAndIsCurrent() throws Exception {
        Path out = folder.resolve("walk");
        String answer =
                imagej.run(
                        "run('PLAN Walk...', 'model=["
                                + model
                                + "] from=[group 1] to=[group 2] k=3 steps=5 iterations=3 folder=["
                                + out
                                + "] latents=true');"
                                + " getDimensions(w, h, c, z, t); return '' + w + ' ' + c + ' ' + t + ' ' + getInfo('slice.label');");
        assertThat(answer).startsWith("66 3 5 1/5 linear ");
        assertThat(names(out))
                .containsExactly(
                        "walk-latents-PRIVATE.npz",
                        "walk-linear.tif",
                        "walk-plan.tif",
                        "walk.csv",
                        "walk.png");
        List<String> csv = Files.readAllLines(out.resolve("walk.csv"));
        assertThat(csv.get(0))
                .startsWith(
                        "method,step,identity_confidence,nearest_real_distance,class_probability,loss");
        assertThat(csv).hasSize(1 + 2 * 5);
    }

    @Test
    void savedWalkReopensAsItWas() {
        Path out = folder.resolve("reopened");
        String answer =
                imagej.run(
                        "run('PLAN Walk...', 'model=["
                                + model
                                + "] from=[group 1] to=[group 2] k=3 steps=4 iterations=1 compare=false folder=["
                                + out
                                + "]');"
                                + " a = getInfo('slice.label'); i = getImageInfo(); close(); open('"
                                + out
                                + "/walk-plan.tif');"
                                + " return '' + (a == getInfo('slice.label')) + ' ' + nSlices + ' ' + indexOf(getImageInfo(), 'device reason');");
        assertThat(answer).startsWith("1 12 ").doesNotContain("-1");
    }

    @Test
    void aDatasetIsSynthesizedBesideItsPrivateFolder() throws Exception {
        Path images = folder.resolve("private images");
        Path out = folder.resolve("released");
        imagej.run(
                "run('PLAN Phantom Fundus Photographs...', 'patients=12 images=1 size=32 folder=["
                        + images
                        + "]'); close();"
                        + " run('PLAN Synthesize Dataset...', 'model=["
                        + model
                        + "] images=["
                        + images
                        + "] output=["
                        + out
                        + "] invert=false k=3 per_class=2 steps=4 iterations=1 margin=1');");
        assertThat(names(out))
                .containsExactly(
                        "datasheet.md", "healthy", "healthy.tif", "ill", "ill.tif", "labels.csv");
        assertThat(names(folder.resolve("released-private"))).contains("membership.csv");
        assertFault(
                "run('PLAN Synthesize Dataset...', 'model=["
                        + model
                        + "] images=["
                        + images
                        + "] output=["
                        + images
                        + "/released] k=3');",
                "lies within the real images");
    }

    @Test
    void phantomsAreDrawnAndSaved() throws Exception {
        Path out = folder.resolve("phantoms");
        String answer =
                imagej.run(
                        "run('PLAN Phantom Fundus Photographs...', 'patients=3 images=2 size=32 folder=["
                                + out
                                + "]'); return '' + nSlices;");
        assertThat(answer).isEqualTo("6");
        assertThat(names(out)).contains("labels.csv", "healthy", "mild", "severe");
    }

    @Test
    void aModelIsTrainedAndUsable() throws Exception {
        Path images = folder.resolve("training images");
        Path trained = folder.resolve("trained");
        String macro =
                "run('PLAN Phantom Fundus Photographs...', 'patients=18 images=2 size=32 folder=["
                        + images
                        + "]'); close();"
                        + " run('PLAN Train Model...', 'images=["
                        + images
                        + "] output=["
                        + trained
                        + "] resolution=32 kimg=0.016 epochs=1 encoder=2 inversion=1');"
                        + " title = getTitle(); run('PLAN Open Model...', 'model=["
                        + trained
                        + "] samples=4'); return title + '|' + getTitle();";
        assertThat(imagej.run(macro)).isEqualTo("PLAN samples after 16 images|PLAN samples (all)");
        assertThat(Files.readString(trained.resolve("model.json")))
                .doesNotContain("p000")
                .contains("\"accuracy\"", "KID to training images");
    }

    @Test
    void faultsStopTheMacroWithASentence() {
        assertFault("run('PLAN Open Model...', 'model=[" + folder + "]');", "There is no model in");
        assertFault(
                "run('PLAN Open Model...', 'model=[" + model + "] condition=unheard');",
                "The model has no class \"unheard\": use one of healthy, ill.");
        assertFault(
                "run('PLAN Walk...', 'model=[" + model + "] from=[group 1] to=[group 99] k=3');",
                "There is no group 99: with k = 3 the groups are 1 to 4.");
        assertFault(
                "run('PLAN Walk...', 'model=[" + model + "] from=[group 1] to=[group 3] k=3');",
                "The points are of different classes");
        assertFault("run('PLAN Anonymize...', 'model=[" + model + "] k=7');", "k");
        assertFault(
                "run('PLAN Walk...', 'model=[" + model + "] device=gpu');", "gpu was asked for");
        assertFault(
                "run('PLAN Walk...', 'model=[" + model + "] steeps=3');",
                "There is no option steeps");
    }

    @Test
    void helpListsEveryCommandWithItsKeys() throws Exception {
        try (Context context = new Context()) {
            Object text =
                    context.service(CommandService.class)
                            .run(HelpCommand.class, true)
                            .get()
                            .getOutput("text");
            assertThat(text.toString())
                    .contains("PLAN Walk...", "    iterations - ", "PLAN Train Model...");
        }
    }

    private static void assertFault(String macro, String sentence) {
        assertThatThrownBy(() -> imagej.run(macro))
                .isInstanceOf(MacroError.class)
                .hasMessageContaining(sentence);
    }

    private static List<String> names(Path in) throws Exception {
        try (Stream<Path> files = Files.list(in)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
