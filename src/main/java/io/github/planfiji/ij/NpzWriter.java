package io.github.planfiji.ij;

import io.github.planfiji.run.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes float matrices as NumPy's {@code .npz}. */
final class NpzWriter {

    private static final int ALIGNMENT = 64;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    private NpzWriter() {}

    /**
     * @param names of the arrays
     * @param matrices [N][D] each, in the order of the names
     */
    static void write(Path file, List<String> names, List<float[][]> matrices) throws IOException {
        AtomicFile.write(
                file,
                temporary -> {
                    try (OutputStream out = Files.newOutputStream(temporary);
                            ZipOutputStream zip = new ZipOutputStream(out)) {
                        for (int i = 0; i < names.size(); i++) {
                            ZipEntry entry = new ZipEntry(names.get(i) + ".npy");
                            entry.setTime(0);
                            zip.putNextEntry(entry);
                            zip.write(npy(matrices.get(i)));
                            zip.closeEntry();
                        }
                    }
                });
    }

    private static byte[] npy(float[][] rows) {
        String header =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }"
                        .formatted(rows.length, rows[0].length);
        int fixed = MAGIC.length + Short.BYTES;
        int length = (fixed + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - fixed;
        String padded = header + " ".repeat(length - header.length() - 1) + "\n";
        ByteBuffer buffer =
                ByteBuffer.allocate(fixed + length + rows.length * rows[0].length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(MAGIC).putShort((short) length).put(padded.getBytes(StandardCharsets.US_ASCII));
        for (float[] row : rows) for (float value : row) buffer.putFloat(value);
        return buffer.array();
    }
}
