package io.github.planfiji.inversion;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.run.Sha256;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.List;

/**
 * The latents that an inversion has finished, on disk. Private: they show patients. The file starts
 * with a digest of the images and the set-up; another digest there means another run, whose file is
 * replaced. Rows are appended whole; one that a crash cut off is dropped.
 */
final class PartialCodes {

    private final Path file;
    private final int dimension;
    private final byte[] digest;

    private PartialCodes(Path file, int dimension, byte[] digest) {
        this.file = file;
        this.dimension = dimension;
        this.digest = digest;
    }

    /**
     * @param setup what else the latents depend on
     */
    static PartialCodes open(Path file, int dimension, ImageSet set, String setup)
            throws IOException {
        PartialCodes codes = new PartialCodes(file, dimension, digest(set, setup));
        if (!codes.isOfThisRun()) codes.start();
        return codes;
    }

    private static byte[] digest(ImageSet set, String setup) {
        Sha256 sha = new Sha256();
        sha.update(setup);
        for (int i = 0; i < set.size(); i++) sha.update(set.picture(i).chw());
        return sha.bytes();
    }

    private boolean isOfThisRun() throws IOException {
        if (!Files.exists(file)) return false;
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            return MessageDigest.isEqual(digest, in.readNBytes(digest.length));
        }
    }

    private void start() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(file);
        Files.createFile(file);
        if (Files.getFileStore(file).supportsFileAttributeView("posix"))
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.write(file, digest);
    }

    /**
     * Reads the finished rows of whole batches into the first places, and drops what follows them.
     *
     * @return how many
     */
    int read(float[][] codes, int batch) throws IOException {
        byte[] all = Files.readAllBytes(file);
        int rowBytes = dimension * Float.BYTES;
        int rows = Math.min(codes.length, (all.length - digest.length) / rowBytes);
        if (rows < codes.length) rows -= rows % batch;
        FloatBuffer values =
                ByteBuffer.wrap(all, digest.length, rows * rowBytes).slice().asFloatBuffer();
        for (int i = 0; i < rows; i++) values.get(codes[i] = new float[dimension]);
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(digest.length + (long) rows * rowBytes);
        }
        return rows;
    }

    void append(List<float[]> rows) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(rows.size() * dimension * Float.BYTES);
        FloatBuffer values = bytes.asFloatBuffer();
        rows.forEach(values::put);
        Files.write(file, bytes.array(), StandardOpenOption.APPEND, StandardOpenOption.DSYNC);
    }
}
