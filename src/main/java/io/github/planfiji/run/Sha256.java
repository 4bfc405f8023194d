package io.github.planfiji.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 in the making: of all that it is updated with, in order. */
public final class Sha256 {

    private final MessageDigest digest;

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** Hexadecimal, of bytes. */
    public static String of(byte[] bytes) {
        Sha256 hash = new Sha256();
        hash.digest.update(bytes);
        return hash.hex();
    }

    /** Hexadecimal, of a text in UTF-8. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Hexadecimal, of a file, which may be larger than memory. */
    public static String of(Path file) throws IOException {
        Sha256 hash = new Sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer))
                hash.digest.update(buffer, 0, n);
        }
        return hash.hex();
    }

    /** Adds a text in UTF-8. */
    public void update(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds numbers, big-endian. */
    public void update(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes);
    }

    /** The 32 bytes; it starts anew afterwards. */
    public byte[] bytes() {
        return digest.digest();
    }

    /** The same, hexadecimal. */
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }
}
