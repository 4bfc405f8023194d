package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.planfiji.run.AtomicFile;
import io.github.planfiji.run.UserException;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Reads and writes weights as safetensors: an 8-byte little-endian header length, a JSON header,
 * the raw values. Holds numbers only, so opening a stranger's file runs no code.
 */
public final class Safetensors {

    /** Values that are read at a time. */
    private static final int PIECE = 1 << 20;

    private static final long GREATEST_HEADER = 16L << 20;

    private Safetensors() {}

    /** Writes a file whole or not at all: a temporary file beside it is moved into place. */
    public static void write(Path file, Weights weights) throws IOException {
        byte[] header = header(weights).toString().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(
                file,
                temporary -> {
                    try (OutputStream out =
                            new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                        out.write(
                                ByteBuffer.allocate(8)
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .putLong(header.length)
                                        .array());
                        out.write(header);
                        for (NDArray array : weights.all()) out.write(bytes(array));
                    }
                });
    }

    private static JsonObject header(Weights weights) {
        JsonObject header = new JsonObject();
        long offset = 0;
        for (String name : weights.names()) {
            Shape shape = weights.get(name).getShape();
            long end = offset + shape.size() * Float.BYTES;
            JsonObject entry = new JsonObject();
            entry.addProperty("dtype", "F32");
            entry.add("shape", array(shape.getShape()));
            entry.add("data_offsets", array(offset, end));
            header.add(name, entry);
            offset = end;
        }
        return header;
    }

    private static JsonArray array(long... values) {
        JsonArray array = new JsonArray();
        for (long value : values) array.add(value);
        return array;
    }

    private static byte[] bytes(NDArray array) {
        float[] values = array.toFloatArray();
        ByteBuffer buffer =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    /**
     * Reads every tensor of a file; the caller closes the weights.
     *
     * @throws UserException if the file is no safetensors file of 32-bit floats, is truncated, or
     *     declares sizes that do not fit it
     */
    public static Weights read(Torch torch, Path file) throws IOException {
        Weights weights = new Weights();
        try (FileChannel in = FileChannel.open(file)) {
            long size = in.size();
            long length = size < 8 ? -1 : next(in, buffer(8)).getLong();
            boolean possible = length > 1 && length <= GREATEST_HEADER && length + 8 <= size;
            check(
                    file,
                    possible || !ForeignModel.isPickle(length),
                    "it is a Python pickle or archive, which can run code and is not opened");
            check(file, possible, "its header length is impossible");
            String header =
                    StandardCharsets.UTF_8.decode(next(in, buffer((int) length))).toString();
            long position = 0;
            // outside of Java's heap, and small: it stays until Java's next garbage collection
            ByteBuffer piece = buffer((int) Math.min(size, PIECE * Float.BYTES));
            for (Entry entry : entries(file, header)) {
                entry.check(file, position, size - 8 - length);
                int bytes = (int) (entry.range[1] - entry.range[0]);
                weights.put(entry.name, array(torch, in, piece, bytes / Float.BYTES, entry.shape));
                position = entry.range[1];
            }
            check(
                    file,
                    position == size - 8 - length,
                    "values are left over after the last tensor");
            return weights;
        } catch (IOException | RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    /** What the header says of one tensor: [from, to) in bytes after the header. */
    private record Entry(String name, String type, long[] shape, long[] range) {

        static Entry of(String name, JsonObject json) {
            return new Entry(
                    name,
                    json.get("dtype").getAsString(),
                    longs(json.getAsJsonArray("shape")),
                    longs(json.getAsJsonArray("data_offsets")));
        }

        /** Where its values begin, as far as it says so. */
        long from() {
            return range.length > 0 ? range[0] : 0;
        }

        void check(Path file, long position, long end) {
            Safetensors.check(
                    file, "F32".equals(type), "tensor " + name + " is not of 32-bit floats");
            Safetensors.check(
                    file,
                    range.length == 2
                            && range[0] == position
                            && range[1] >= range[0]
                            && range[1] <= end,
                    "tensor " + name + " lies outside the file");
            long bytes = range[1] - range[0];
            Safetensors.check(
                    file,
                    isProduct(shape, bytes / Float.BYTES)
                            && bytes % Float.BYTES == 0
                            && bytes <= Integer.MAX_VALUE - 8,
                    "the shape of tensor " + name + " does not fit its length");
        }
    }

    /** The tensors of a header in the order of their values. */
    private static List<Entry> entries(Path file, String header) {
        try {
            return JsonParser.parseString(header).getAsJsonObject().entrySet().stream()
                    .filter(e -> !e.getKey().equals("__metadata__"))
                    .map(e -> Entry.of(e.getKey(), e.getValue().getAsJsonObject()))
                    .sorted(Comparator.comparingLong(Entry::from))
                    .toList();
        } catch (RuntimeException e) {
            // Gson has an exception of its own for every way in which text is not what was asked
            // for.
            throw new UserException(broken(file, "its header cannot be read"), e);
        }
    }

    /** The values from where the channel stands; PyTorch runs on little-endian machines only. */
    private static NDArray array(
            Torch torch, FileChannel in, ByteBuffer piece, int count, long[] shape)
            throws IOException {
        NDManager manager = torch.manager();
        try (NDArray all = manager.create(new Shape(count))) {
            for (int from = 0; from < count; from += PIECE) {
                int to = Math.min(count, from + PIECE);
                next(in, piece.clear().limit((to - from) * Float.BYTES));
                try (NDArray read =
                                manager.create(
                                        piece.slice(), new Shape(to - from), DataType.FLOAT32);
                        NDArray part = all.get(new NDIndex("{}:{}", from, to))) {
                    torch.ops().copy(List.of(part), List.of(read));
                }
            }
            return all.reshape(new Shape(shape));
        }
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocateDirect(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Fills a buffer from where the channel stands. */
    private static ByteBuffer next(FileChannel in, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining())
            if (in.read(bytes) < 0) throw new EOFException("The file became shorter.");
        return bytes.flip();
    }

    private static long[] longs(JsonArray array) {
        long[] values = new long[array.size()];
        for (int i = 0; i < values.length; i++) values[i] = array.get(i).getAsLong();
        return values;
    }

    /** Whether the product of a shape is the given count, without overflow. */
    private static boolean isProduct(long[] shape, long count) {
        long product = 1;
        for (long extent : shape) {
            if (extent < 0 || (extent > 0 && product > Long.MAX_VALUE / extent)) return false;
            product *= extent;
        }
        return product == count;
    }

    private static void check(Path file, boolean rule, String fault) {
        if (!rule) throw new UserException(broken(file, fault));
    }

    private static String broken(Path file, String fault) {
        return "The file %s is not a usable safetensors file: %s. Copy or train the model again."
                .formatted(file.getFileName(), fault);
    }
}
