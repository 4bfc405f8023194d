package io.github.planfiji.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests from strangers: whatever they hold, the model is used or refused with a sentence. */
class HostileManifestTrustTest extends HostileModel {

    @Test
    void aGoodModelIsUsed() throws IOException {
        use(model);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../model2/generator.safetensors",
                "/etc/passwd",
                "C:evil",
                "C:\\evil",
                "\\\\server\\share",
                "a/../../b",
                "..",
                ".",
                "",
                "generator.safetensors\u0000.txt",
                "~root"
            })
    void noFileOutsideTheFolderIsNamed(String file) throws IOException {
        edit(manifest -> part(manifest, "generator").addProperty("file", file));
        assertRefused("The model names a file outside its folder (" + file + "): do not use it.");
    }

    @Test
    void noLinkLeadsOutOfTheFolder() throws IOException {
        Path outside = temp.resolve("generator.safetensors");
        Path inside = model.resolve("generator.safetensors");
        Files.move(inside, outside);
        link(inside, outside);
        assertRefused("generator.safetensors is a link to a file outside its folder");
        Files.delete(inside);
        Files.move(outside, model.resolve("moved.safetensors"));
        link(inside, Path.of("moved.safetensors"));
        use(model);
        Files.delete(inside);
        link(inside, Path.of("/dev/zero"));
        assertRefused("generator.safetensors is missing");
        Files.delete(inside);
    }

    private static void link(Path link, Path target) throws IOException {
        try {
            Files.createSymbolicLink(link, target);
        } catch (FileSystemException | UnsupportedOperationException e) {
            assumeTrue(false, "no symbolic links here");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "networks.generator.file, null",
        "networks.generator.kind, null",
        "networks.generator.sha256, null",
        "networks.encoder, null",
        "resolution, -1",
        "resolution, 100000",
        "channels, 2",
        "identities, -1",
        "classes, []",
        "classes, '[\"ill\", null]'",
        "classes, '[\"ill\", \"ill\"]'",
    })
    void anEntryThatCannotBeIsNamed(String entry, String value) throws IOException {
        edit(manifest -> set(manifest, entry, value));
        String name = entry.replaceFirst("(generator|encoder).*", "$1");
        assertRefused(
                "The entry " + name + " of model.json cannot be used (",
                "copy or train the model again.");
    }

    @ParameterizedTest
    @CsvSource({
        "networks.generator.shape.resolution, 64, generator has 64 resolution",
        "networks.generator.shape.channels, 1, generator has 1 channels",
        "networks.generator.shape.classes, 3, generator has 3 classes",
        "networks.generator.shape.classes, 0, the network needs",
        "networks.generator.shape.wDim, 2147483647, the network needs",
        "networks.generator.shape.channelMax, 8, the network needs",
        "networks.generator.shape.mappingLayers, 2, no tensor",
        "networks.condition.shape.classes, 1000000, has shape",
        "networks.condition.shape.blocks, '[2147483647]', no tensor",
        "networks.encoder.shape.width, 16, has shape",
        "resolution, 64, generator has 32 resolution",
        "classes, '[\"a\", \"b\", \"c\"]', has 2 classes"
    })
    void sizesThatDoNotFitTheWeightsAreRefused(String entry, String value, String fault)
            throws IOException {
        edit(manifest -> set(manifest, entry, value));
        assertRefused(fault);
    }

    @Test
    void aLaterFormatIsToldBeforeAnythingElse() throws IOException {
        Files.writeString(model.resolve("model.json"), "{\"formatVersion\": 2, \"parts\": []}");
        assertRefused("The model has format 2, this version reads up to 1: update PLAN for Fiji.");
    }

    @Test
    void aManifestOfAnySizeAndDepthIsSurvived() throws IOException {
        Path file = model.resolve("model.json");
        Files.writeString(file, "{\"networks\": " + "[".repeat(1_000_000));
        assertRefused("model.json cannot be read");
        Files.writeString(file, "{\"networks\": {\"x\": {\"shape\": " + "[".repeat(1_000_000));
        assertRefused("model.json cannot be read");
        Files.writeString(file, " ".repeat(17 << 20));
        assertRefused("has 17825792 bytes", "do not use this model");
        Files.write(file, new byte[] {'{', (byte) 0xff, (byte) 0xfe, 0});
        assertRefused("model.json cannot be read");
    }

    /** Every value of the manifest is replaced by others in turn. */
    @Test
    void aManifestOfAnyContentIsUsedOrRefused() throws IOException {
        List<String> values =
                List.of("null", "-1", "1e300", "\"\"", "[]", "{}", "true", "\"\\u0000\"");
        int refused = 0;
        String whole = Files.readString(model.resolve("model.json"));
        List<String> leaves = leaves(JsonParser.parseString(whole), "");
        assertThat(leaves).hasSizeGreaterThan(50);
        for (String leaf : leaves)
            for (String value : values) {
                JsonElement manifest = JsonParser.parseString(whole);
                set(manifest.getAsJsonObject(), leaf, value);
                Files.writeString(model.resolve("model.json"), manifest.toString());
                try {
                    use(model);
                } catch (UserException e) {
                    refused++;
                } catch (RuntimeException | StackOverflowError e) {
                    throw new AssertionError(leaf + " = " + value, e);
                }
            }
        assertThat(refused).isGreaterThan(100);
    }

    private static List<String> leaves(JsonElement json, String path) {
        List<String> all = new ArrayList<>();
        if (json.isJsonObject())
            json.getAsJsonObject()
                    .entrySet()
                    .forEach(
                            e ->
                                    all.addAll(
                                            leaves(
                                                    e.getValue(),
                                                    path.isEmpty()
                                                            ? e.getKey()
                                                            : path + "." + e.getKey())));
        if (!path.isEmpty()) all.add(path);
        return all;
    }
}
