package io.github.planfiji.trust;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import io.github.planfiji.engine.Safetensors;
import io.github.planfiji.engine.Weights;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights from strangers: damaged, exchanged, of another network, or no weights at all. */
class HostileModelTrustTest extends HostileModel {

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
}
