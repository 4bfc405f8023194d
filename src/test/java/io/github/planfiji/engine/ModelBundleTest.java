package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {

    private static final StyleGan2Shape SHAPE = new StyleGan2Shape(32, 1, 4, 4, 0, 1, 32, 8);

    private static Torch torch;

    @TempDir Path folder;
    private ModelBundle bundle;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    @BeforeEach
    void write() throws IOException {
        bundle =
                ModelBundle.create(
                        folder, ModelManifest.of("test 1", 32, 1, List.of("healthy", "ill")));
        put("generator", 1, 2);
    }

    private void put(String name, float... values) throws IOException {
        try (Weights weights = new Weights()) {
            weights.put("x", torch.array(values, values.length));
            bundle.put(
                    name,
                    Model.STYLEGAN2,
                    false,
                    SHAPE,
                    weights,
                    Map.of("kimg", "1.5"),
                    Map.of("KID", Double.NaN));
        }
    }

    @Test
    void whatIsPutIsThere() throws IOException {
        bundle.setIdentities(7);
        ModelBundle opened = ModelBundle.at(folder);
        ModelManifest manifest = opened.manifest();
        assertThat(manifest.classes()).containsExactly("healthy", "ill");
        assertThat(manifest.identities()).isEqualTo(7);
        assertThat(manifest.formatVersion()).isEqualTo(1);
        assertThat(manifest.training().get("generator")).containsEntry("kimg", "1.5");
        assertThat(manifest.figures().get("generator").get("KID")).isNaN();
        assertThat(opened.has("generator")).isTrue();
        assertThat(opened.has("encoder")).isFalse();
        ModelManifest.Part part = opened.part("generator", Model.STYLEGAN2);
        assertThat(part.shapeAs(StyleGan2Shape.class)).isEqualTo(SHAPE);
        assertThat(part.isPrivate()).isFalse();
        try (Weights weights = opened.weights(torch, "generator", Model.STYLEGAN2)) {
            assertThat(weights.get("x").toFloatArray()).containsExactly(1, 2);
        }
    }

    @Test
    void aPartIsReplacedAndTheHashTells() throws IOException {
        String before = bundle.hash();
        put("generator", 3);
        assertThat(bundle.hash()).hasSize(64).isNotEqualTo(before);
        try (Weights weights = bundle.weights(torch, "generator", Model.STYLEGAN2)) {
            assertThat(weights.get("x").toFloatArray()).containsExactly(3);
        }
        put("generator", 1, 2);
        assertThat(bundle.hash()).isEqualTo(before);
    }

    @Test
    void aFolderWithoutModelIsRefused() {
        assertThatThrownBy(() -> ModelBundle.at(folder.resolve("none")))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("There is no model in ")
                .hasMessageEndingWith(
                        "(model.json is missing): choose the folder of a trained model.");
    }

    @Test
    void aMissingPartIsNamed() {
        assertThatThrownBy(() -> bundle.part("encoder", Model.RESNET))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "The model has no encoder: train that network too (it has: generator).");
        assertThatThrownBy(() -> bundle.part("generator", Model.RESNET))
                .isInstanceOf(UserException.class)
                .hasMessage("The model's generator is of kind \"stylegan2\", expected \"resnet\".");
    }

    @Test
    void anExchangedFileIsRefused() throws IOException {
        Path file = folder.resolve("generator.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertWeightsRefused("is damaged or was exchanged");
        Files.delete(file);
        assertWeightsRefused("generator.safetensors is missing: copy the whole folder again");
    }

    @Test
    void aFileOutsideTheFolderIsRefused() throws IOException {
        for (String name : List.of("../generator.safetensors", "..\\\\x", "/etc/passwd", "..")) {
            edit("generator.safetensors", name);
            assertWeightsRefused("The model names a file outside its folder");
            edit(name, "generator.safetensors");
        }
    }

    @Test
    void aLaterFormatIsRefused() throws IOException {
        edit("\"formatVersion\": 1", "\"formatVersion\": 2");
        assertThatThrownBy(bundle::manifest)
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "The model has format 2, this version reads up to 1: update PLAN for Fiji.");
    }

    @Test
    void aDamagedManifestIsRefused() throws IOException {
        Path file = folder.resolve("model.json");
        for (String text : List.of("", "{}", "[]", "{\"formatVersion\":", "null", "3")) {
            Files.writeString(file, text);
            assertThatThrownBy(bundle::manifest)
                    .as(text)
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith("model.json ");
        }
    }

    @Test
    void aPartWithoutUsableSizesIsRefused() throws IOException {
        String sizes = "\"shape\": {\n        \"resolution\": ";
        edit(sizes + "32", sizes + "33");
        assertSizesRefused("Resolution 33 does not fit");
        edit(sizes + "33", sizes + "\"large\"");
        assertSizesRefused("large");
        edit("\"shape\"", "\"form\"");
        assertSizesRefused("none given");
    }

    private void assertSizesRefused(String message) {
        assertThatThrownBy(
                        () ->
                                bundle.part("generator", Model.STYLEGAN2)
                                        .shapeAs(StyleGan2Shape.class))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(
                        "The sizes of generator.safetensors in model.json cannot be used (")
                .hasMessageContaining(message)
                .hasMessageEndingWith("copy or train the model again.");
    }

    private void assertWeightsRefused(String message) {
        assertThatThrownBy(() -> bundle.weights(torch, "generator", Model.STYLEGAN2))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message);
    }

    private void edit(String from, String to) throws IOException {
        Path file = folder.resolve("model.json");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }
}
