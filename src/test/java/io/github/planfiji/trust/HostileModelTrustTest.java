package io.github.planfiji.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.ModelBundle;
import io.github.planfiji.engine.Safetensors;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Weights;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import io.github.planfiji.testing.TinyModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models from strangers: whatever a bundle holds, it is used or refused with a sentence. */
class HostileModelTrustTest {

    @TempDir static Path shared;
    private static Torch torch;
    private static Path good;

    @TempDir Path temp;
    private Path model;

    @BeforeAll
    static void open() throws IOException {
        torch = Torch.open("cpu");
        good = TinyModel.write(torch, Files.createDirectory(shared.resolve("good")));
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    @BeforeEach
    void copy() throws IOException {
        model = Files.createDirectory(temp.resolve("model"));
        try (Stream<Path> files = Files.list(good)) {
            for (Path file : files.toList()) Files.copy(file, model.resolve(file.getFileName()));
        }
    }

    /** Loads every part. */
    private static void use(Path folder) throws IOException {
        try (Model opened = Model.open(torch, folder)) {
            opened.generator();
            opened.condition();
            opened.identity();
            opened.encoder();
            opened.statistics();
            opened.codes().ifPresent(codes -> codes.samples(opened.manifest().classes()));
        }
    }

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

    @ParameterizedTest
    @ValueSource(strings = {"generator", "condition", "identity", "encoder", "codes"})
    void oneChangedBitIsNoticedAnywhere(String part) throws IOException {
        Path file = model.resolve(part + ".safetensors");
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new Seed(7).stream(part);
        for (int i = 0; i < 5; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            assertRefused(part + ".safetensors is damaged or was exchanged");
        }
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
        assertRefused(part + ".safetensors is damaged or was exchanged", "copy the model again");
    }

    @ParameterizedTest
    @CsvSource({
        "generator, synthesis.b8.conv0.weight, missing, have no tensor \"synthesis.b8.conv0.weight\"",
        "generator, synthesis.b8.conv0.weight, flat, has shape",
        "generator, mapping.w_avg, nan, holds the value NaN in tensor \"mapping.w_avg\"",
        "generator, mapping.fc9.weight, added, has a tensor \"mapping.fc9.weight\" too many",
        "condition, fc.bias, missing, have no tensor \"fc.bias\"",
        "identity, conv1.weight, flat, has shape",
        "encoder, bn1.running_var, nan, holds the value NaN",
        "codes, latents, flat, codes are inconsistent",
        "codes, classes, nan, holds the value NaN",
        "codes, patients, missing, have no tensor \"patients\"",
        "codes, classes, many, codes are inconsistent",
    })
    void weightsOfAnotherNetworkAreRefused(String part, String tensor, String how, String fault)
            throws IOException {
        Path file = model.resolve(part + ".safetensors");
        try (Weights weights = Safetensors.read(torch, file)) {
            Weights changed = new Weights();
            for (String name : weights.names())
                if (!name.equals(tensor)) changed.put(name, weights.get(name));
            if (!how.equals("missing")) changed.put(tensor, changed(weights, tensor, how));
            Safetensors.write(file, changed);
        }
        sign(part);
        assertRefused(fault);
    }

    private static NDArray changed(Weights weights, String tensor, String how) {
        float[] values = how.equals("added") ? new float[1] : weights.get(tensor).toFloatArray();
        if (how.equals("nan")) values[values.length / 2] = Float.NaN;
        if (how.equals("many")) values[0] = 99;
        long[] shape =
                how.equals("nan") || how.equals("many")
                        ? weights.get(tensor).getShape().getShape()
                        : new long[] {values.length};
        return torch.array(values, shape);
    }

    @Test
    void hugeShapesOfAFewBytesAreRefused() throws IOException {
        for (String shape : List.of("[4611686018427387904]", "[2147483647,2147483647]", "[-1]")) {
            String header =
                    "{\"x\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[0,4]}}"
                            .formatted(shape);
            content("generator", header, 4);
            assertRefused("does not fit its length");
        }
        content("generator", "[".repeat(1_000_000), 0);
        assertRefused("its header cannot be read");
    }

    private void content(String part, String header, int values) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        Files.write(
                model.resolve(part + ".safetensors"),
                java.nio.ByteBuffer.allocate(8 + text.length + values)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .putLong(text.length)
                        .put(text)
                        .array());
        sign(part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"network.pkl", "G.PT", "stylegan2.pth", "x.ckpt", "x.pickle"})
    void aPickleIsNeverOpened(String name) throws IOException {
        Path file = temp.resolve(name);
        Files.write(file, pickle());
        assertThatThrownBy(() -> use(file))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(name + " is a Python pickle or may hold one")
                .hasMessageContainingAll("never opened here", "scripts/convert_stylegan2_ada.py");
    }

    @Test
    void aPickleInAModelIsNeverOpened() throws IOException {
        for (byte[] content : List.of(pickle(), new byte[] {'P', 'K', 3, 4, 0, 0, 8, 8, 0, 1})) {
            Files.write(model.resolve("generator.safetensors"), content);
            sign("generator");
            assertRefused("it is a Python pickle or archive, which can run code and is not opened");
        }
    }

    /** Protocol 2, as PyTorch writes it. */
    private static byte[] pickle() {
        return "\u0080\u0002cposix\nsystem\nX\u0001\u0000\u0000\u0000x\u0085R."
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void anArchiveOrAnyFileIsRefusedWithWhatToDo() throws IOException {
        Path zip = Files.write(temp.resolve("model.zip"), new byte[] {'P', 'K', 3, 4});
        assertThatThrownBy(() -> use(zip))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        zip + " is an archive: unpack it and choose the folder with model.json.");
        Path json = model.resolve("model.json");
        assertThatThrownBy(() -> use(json))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        json
                                + " is a file: choose the folder of a trained model (with model.json).");
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> use(model))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll(parts)
                .message()
                .endsWith(".");
    }

    private void edit(Consumer<JsonObject> change) throws IOException {
        Path file = model.resolve("model.json");
        JsonObject manifest = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        change.accept(manifest);
        Files.writeString(file, manifest.toString());
    }

    private static JsonObject part(JsonObject manifest, String name) {
        return manifest.getAsJsonObject("networks").getAsJsonObject(name);
    }

    /** Replaces a value, for example "networks.generator.kind"; "null" removes it. */
    private static void set(JsonObject manifest, String path, String value) {
        String[] keys = path.split("\\.");
        JsonElement at = manifest;
        for (int i = 0; i < keys.length - 1; i++) at = at.getAsJsonObject().get(keys[i]);
        JsonElement json = value.equals("null") ? JsonNull.INSTANCE : JsonParser.parseString(value);
        at.getAsJsonObject().add(keys[keys.length - 1], json);
    }

    /** Makes the manifest's hash of a part that of its file, as a forger would. */
    private void sign(String part) throws IOException {
        byte[] bytes = Files.readAllBytes(model.resolve(part + ".safetensors"));
        edit(manifest -> part(manifest, part).addProperty("sha256", Digest.sha256(bytes)));
        assertThat(ModelBundle.at(model).manifest().networks()).containsKey(part);
    }
}
