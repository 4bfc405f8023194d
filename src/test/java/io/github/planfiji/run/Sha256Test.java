package io.github.planfiji.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {

    /** The example of FIPS 180-2, appendix B.1. */
    private static final String ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void textBytesFileAndPartsGiveTheStandardsExample(@TempDir Path folder) throws IOException {
        assertThat(Sha256.of("abc")).isEqualTo(ABC);
        assertThat(Sha256.of("abc".getBytes(StandardCharsets.UTF_8))).isEqualTo(ABC);
        assertThat(Sha256.of(Files.writeString(folder.resolve("abc"), "abc"))).isEqualTo(ABC);
        Sha256 parts = new Sha256();
        parts.update("a");
        parts.update("bc");
        assertThat(parts.hex()).isEqualTo(ABC);
    }

    @Test
    void numbersAreBigEndian() {
        Sha256 numbers = new Sha256();
        numbers.update(new float[] {1, -2});
        byte[] same = {0x3f, (byte) 0x80, 0, 0, (byte) 0xc0, 0, 0, 0};
        assertThat(numbers.hex()).isEqualTo(Sha256.of(same));
    }
}
