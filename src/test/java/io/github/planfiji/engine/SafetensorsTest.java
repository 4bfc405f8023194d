package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

    private static Torch torch;

    @TempDir Path folder;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = written();
        try (Weights read = Safetensors.read(torch, file)) {
            assertThat(read.names()).containsExactly("a.weight", "b");
            assertThat(read.get("a.weight").getShape().getShape()).containsExactly(2, 3);
            assertThat(read.get("a.weight").toFloatArray()).isEqualTo(VALUES);
            assertThat(read.get("b").toFloatArray()).containsExactly(Float.MIN_VALUE);
        }
    }

    @Test
    void theFileIsOfThePublishedFormat() throws IOException {
        ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(written())).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong();
        String text = new String(bytes.array(), 8, length, StandardCharsets.UTF_8);
        JsonObject entry = JsonParser.parseString(text).getAsJsonObject().getAsJsonObject("b");
        assertThat(entry.toString())
                .isEqualTo("{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[24,28]}");
        assertThat(bytes.capacity()).isEqualTo(8 + length + 28);
        assertThat(bytes.getFloat(8 + length + 4)).isEqualTo(VALUES[1]);
        assertThat(bytes.getFloat(8 + length + 24)).isEqualTo(Float.MIN_VALUE);
    }

    @Test
    void metadataOfOtherProgramsIsPassedOver() throws IOException {
        Path file =
                file(
                        "{'__metadata__':{'format':'pt'},'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
                        8);
        try (Weights read = Safetensors.read(torch, file)) {
            assertThat(read.names()).containsExactly("x");
        }
    }

    @Test
    void tensorsInAnotherOrderThanTheirValuesAreRead() throws IOException {
        Path file =
                file(
                        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[4,8]},'y':{'dtype':'F32','shape':[],'data_offsets':[0,4]}}",
                        8);
        try (Weights read = Safetensors.read(torch, file)) {
            assertThat(read.names()).containsExactly("y", "x");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "F16 | [2] | [0,4] | tensor x is not of 32-bit floats",
                "F32 | [2] | [0,12] | tensor x lies outside the file",
                "F32 | [2] | [4,12] | tensor x lies outside the file",
                "F32 | [2] | [-4,4] | tensor x lies outside the file",
                "F32 | [2] | [0,0,8] | tensor x lies outside the file",
                "F32 | [3] | [0,8] | the shape of tensor x does not fit its length",
                "F32 | [-1,-2] | [0,8] | the shape of tensor x does not fit its length",
                "F32 | [4611686018427387904,4,2] | [0,8] | the shape of tensor x does not fit its length",
                "F32 | [1] | [0,6] | the shape of tensor x does not fit its length",
                "F32 | [1] | [0,4] | values are left over after the last tensor",
                "F32 | [1] | [] | tensor x lies outside the file",
                "F32 | [1] | 8 | its header cannot be read",
                "F32 | 2 | [0,8] | its header cannot be read",
                "F32 | ['a'] | [0,8] | its header cannot be read",
                "F32 | {} | [0,8] | its header cannot be read",
            })
    void entriesThatDoNotFitAreRefused(String type, String shape, String range, String fault)
            throws IOException {
        Path file =
                file(
                        "{'x':{'dtype':'%s','shape':%s,'data_offsets':%s}}"
                                .formatted(type, shape, range),
                        8);
        assertRefused(file, fault);
    }

    @Test
    void overlappingTensorsAreRefused() throws IOException {
        String entry = "{'dtype':'F32','shape':[2],'data_offsets':[%d,%d]}";
        assertRefused(
                file(
                        "{'x':%s,'y':%s}".formatted(entry.formatted(0, 8), entry.formatted(4, 12)),
                        12),
                "tensor y lies outside the file");
        assertRefused(
                file("{'x':%s,'y':%s}".formatted(entry.formatted(0, 8), entry.formatted(0, 8)), 8),
                "tensor y lies outside the file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]", "{'x'", "{'x':1}", "{'x':{}}", "{'x':[]}", "12"})
    void otherHeadersAreRefused(String header) throws IOException {
        assertRefused(file(header, 4), "its header cannot be read");
    }

    @Test
    void aTruncatedFileIsRefusedWhereverItEnds() throws IOException {
        byte[] whole = Files.readAllBytes(written());
        for (int length = 0; length < whole.length; length += 7) {
            Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Safetensors.read(torch, file))
                    .as("%d bytes", length)
                    .isInstanceOf(UserException.class);
        }
    }

    @Test
    void anImpossibleHeaderLengthIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(written());
        for (int i = 0; i < 8; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) 0x80;
            assertThatThrownBy(
                            () ->
                                    Safetensors.read(
                                            torch, Files.write(folder.resolve("flipped"), flipped)))
                    .as("byte %d", i)
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith("The file flipped is not a usable safetensors file: ")
                    .hasMessageEndingWith(". Copy or train the model again.");
        }
    }

    @Test
    void aFailedWriteLeavesTheFormerFileAndNothingElse() throws IOException {
        Path file = written();
        byte[] before = Files.readAllBytes(file);
        Weights broken = new Weights();
        broken.put("x", torch.array(new float[1000], 1000));
        broken.put(
                "y", torch.array(new float[1], 1).toType(ai.djl.ndarray.types.DataType.INT8, true));
        assertThatThrownBy(() -> Safetensors.write(file, broken)).isNotNull();
        broken.close();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    private static final float[] VALUES = {
        1, -0f, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY, 0.1f
    };

    private Path written() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        try (Weights weights = new Weights()) {
            weights.put("a.weight", torch.array(VALUES, 2, 3));
            weights.put("b", torch.array(new float[] {Float.MIN_VALUE}, 1));
            Safetensors.write(file, weights);
        }
        return file;
    }

    /** A file of a header, given with single quotes, and so many zero bytes of values. */
    private Path file(String header, int values) throws IOException {
        byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + text.length + values).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        return Files.write(folder.resolve("made.safetensors"), bytes.array());
    }

    private static void assertRefused(Path file, String fault) {
        assertThatThrownBy(() -> Safetensors.read(torch, file))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "The file made.safetensors is not a usable safetensors file: %s. Copy or train the model again.",
                        fault);
    }
}
