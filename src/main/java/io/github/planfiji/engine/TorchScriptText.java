package io.github.planfiji.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs TorchScript source text as an archive that the engine loads, so that operations that DJL
 * lacks (transposed convolution, gradients of gradients) need neither Python nor a binary file.
 */
final class TorchScriptText {

    /** Pickle protocol 2: a new {@code __torch__.<class>} with an empty state. */
    private static final String NEW_OBJECT = "\u0080\u0002c__torch__\n%s\n)\u0081}b.";

    /** Pickle protocol 2: the empty tuple. */
    private static final String EMPTY_TUPLE = "\u0080\u0002).";

    private TorchScriptText() {}

    /**
     * @param className the one class that the text defines, without attributes
     * @param text its source in the dialect of TorchScript archives
     * @return a zip archive, stored, as {@code torch.jit.load} reads it
     */
    static byte[] archive(String className, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(
                    zip,
                    "data.pkl",
                    NEW_OBJECT.formatted(className).getBytes(StandardCharsets.ISO_8859_1));
            store(zip, "code/__torch__.py", text.getBytes(StandardCharsets.UTF_8));
            store(zip, "constants.pkl", EMPTY_TUPLE.getBytes(StandardCharsets.ISO_8859_1));
            store(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
            store(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] data) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(data);
        ZipEntry entry = new ZipEntry("archive/" + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(data.length);
        entry.setCompressedSize(data.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(data);
        zip.closeEntry();
    }
}
