package io.github.planfiji.release;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Sample;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Fingerprints, hexadecimal. */
final class Sha256 {

    private final MessageDigest digest;

    private Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    static String of(byte[] bytes) {
        Sha256 hash = new Sha256();
        hash.digest.update(bytes);
        return hash.hex();
    }

    /** Of all pixels and labels in their order. */
    static String of(ImageSet set) {
        Sha256 hash = new Sha256();
        for (int i = 0; i < set.size(); i++) {
            Sample sample = set.sample(i);
            String labels = sample.name() + "\n" + sample.condition() + "\n" + sample.patient();
            hash.digest.update(labels.getBytes(StandardCharsets.UTF_8));
            float[] values = set.picture(i).chw();
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
            bytes.asFloatBuffer().put(values);
            hash.digest.update(bytes);
        }
        return hash.hex();
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
