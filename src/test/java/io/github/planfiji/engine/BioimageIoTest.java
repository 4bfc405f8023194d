package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.dataset.Picture;
import io.github.planfiji.run.Sha256;
import io.github.planfiji.run.UserException;
import io.github.planfiji.session.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BioimageIoTest {

    private static final String GENERATOR_0_4 =
            """
            format_version: 0.4.10
            type: model
            name: slopes
            inputs:
              - {name: z, axes: bc, data_type: float32, shape: [1, 3]}
            outputs:
              - name: image
                axes: bcyx
                data_type: float32
                data_range: [0, 1]
                shape: [1, 1, 28, 28]
            weights:
              torchscript: {source: net.pt}
            """;

    private static final String CLASSIFIER_0_5 =
            """
            format_version: 0.5.3
            type: model
            name: halves
            inputs:
              - id: image
                axes:
                  - {type: batch}
                  - {type: channel, channel_names: [grey]}
                  - {type: space, id: y, size: 28}
                  - {type: space, id: x, size: 28}
                data: {type: float32, range: [0, 1]}
            outputs:
              - id: classes
                axes:
                  - {type: batch}
                  - {type: index, size: 2}
            weights:
              torchscript: {source: net.pt, sha256: %s}
            """;

    @TempDir Path folder;

    private void describe(String text) throws IOException {
        Files.writeString(folder.resolve("rdf.yaml"), text);
    }

    @Test
    void aGeneratorShowsItsSamples() throws IOException {
        ScriptNets.generator(folder.resolve("net.pt"));
        describe(GENERATOR_0_4);
        try (Plan plan = Plan.open(folder, "cpu", Trust.CODE)) {
            assertThat(plan.manifest().resolution()).isEqualTo(28);
            String before = ModelBundle.at(folder).hash();
            ScriptNets.bands(folder.resolve("net.pt"), 5);
            assertThat(ModelBundle.at(folder).hash()).isNotEqualTo(before);
            ScriptNets.generator(folder.resolve("net.pt"));
            Picture sample = plan.samples(1, -1, 1, 1).get(0);
            assertThat(sample.height()).isEqualTo(28);
            // a sigmoid in the stated range 0..1 fills -1..1 here
            float least = 1;
            for (float value : sample.chw()) least = Math.min(least, value);
            assertThat(least).isNegative();
        }
        try (Plan plan = Plan.open(folder, "cpu")) {
            assertThatThrownBy(() -> plan.samples(1, -1, 1, 1))
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith("net.pt is TorchScript");
        }
    }

    @Test
    void aClassifierIsTheConditionClassifier() throws IOException {
        Path file = ScriptNets.halves(folder.resolve("net.pt"));
        describe(CLASSIFIER_0_5.formatted(Sha256.of(file)));
        try (Torch torch = Torch.open("cpu");
                Model model = Model.open(torch, folder, Trust.CODE)) {
            assertThat(model.condition().classes()).isEqualTo(2);
            assertThat(model.manifest().classes()).containsExactly("class 0", "class 1");
        }
        ScriptNets.bands(file, 2);
        try (Torch torch = Torch.open("cpu");
                Model model = Model.open(torch, folder, Trust.CODE)) {
            assertThatThrownBy(model::condition)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("was exchanged");
        }
    }

    @Test
    void namesOfItsOutputsAreClassesIfTheyAreSorted() throws IOException {
        Path file = ScriptNets.halves(folder.resolve("net.pt"));
        String text = CLASSIFIER_0_5.formatted(Sha256.of(file));
        describe(named(text, "healthy, ill"));
        assertThat(ModelBundle.at(folder).manifest().classes()).containsExactly("healthy", "ill");
        describe(named(text, "ill, healthy"));
        assertThat(ModelBundle.at(folder).manifest().classes())
                .containsExactly("class 0", "class 1");
    }

    private static String named(String text, String names) {
        return text.replace(
                "{type: index, size: 2}", "{type: channel, channel_names: [" + names + "]}");
    }

    @Test
    void whatCannotBeUsedIsSaid() throws IOException {
        ScriptNets.generator(folder.resolve("net.pt"));
        assertRefused(
                GENERATOR_0_4.replace("name: image", "postprocessing: [{name: sigmoid}]"),
                "wants postprocessing");
        assertRefused(GENERATOR_0_4.replace("28, 28]", "28, 14]"), "14 x 28 pixels");
        assertRefused(
                GENERATOR_0_4.replace("axes: bcyx", "axes: bczyx"),
                "axes [batch, channel, z, y, x]");
        assertRefused(GENERATOR_0_4.replace("torchscript", "onnx"), "no weights as TorchScript");
        assertRefused(GENERATOR_0_4.replace("net.pt", "../net.pt"), "are not in its folder");
        assertRefused(
                GENERATOR_0_4.replace("axes: bcyx", "axes: bc").replace("1, 28, 28]", "1]"),
                "neither a generator");
        assertRefused("name: !!java.net.URL [\"http://localhost\"]", "cannot be read as a model");
        assertRefused("- 3", "cannot be read as a model");
    }

    private void assertRefused(String text, String message) throws IOException {
        describe(text);
        ModelBundle bundle = ModelBundle.at(folder);
        assertThatThrownBy(bundle::manifest)
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message);
    }
}
