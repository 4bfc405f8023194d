package io.github.planfiji.dataset;

import io.github.planfiji.run.UserException;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A NumPy array of integers in C order, read in passing, so that arrays of any length will do.
 * Format: numpy.lib.format, versions 1 to 3. Closing it closes the stream it was made of.
 */
final class NpyStream implements Closeable {

    private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([<>|])([ui])([1248])'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9, L]*)\\)");

    /** Bytes; NumPy's own take about a hundred. */
    private static final int GREATEST_HEADER = 1 << 16;

    /** Values of one image, for example 8192 x 8192. */
    private static final int GREATEST_ROW = 1 << 26;

    private final DataInputStream in;
    private final ByteOrder order;
    private final boolean signed;
    private final int bytes;
    private final long[] shape;

    private NpyStream(
            DataInputStream in, ByteOrder order, boolean signed, int bytes, long[] shape) {
        this.in = in;
        this.order = order;
        this.signed = signed;
        this.bytes = bytes;
        this.shape = shape;
    }

    /**
     * Reads the header.
     *
     * @param name how messages call the array
     * @throws UserException if it is not an array of integers in C order
     */
    static NpyStream open(InputStream stream, String name) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        byte[] magic = in.readNBytes(8);
        UserException.require(
                magic.length == 8
                        && new String(magic, 1, 5, StandardCharsets.US_ASCII).equals("NUMPY"),
                "The array %s is not in NumPy's format: write it with numpy.savez.",
                name);
        int length =
                magic[6] == 1
                        ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
                        : Integer.reverseBytes(in.readInt());
        UserException.require(
                length >= 0 && length <= GREATEST_HEADER,
                "The array %s declares a header of %d bytes, which is none of NumPy's: download or"
                        + " write it again.",
                name,
                Integer.toUnsignedLong(length));
        String header = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        Matcher type = TYPE.matcher(header);
        Matcher fortran = ORDER.matcher(header);
        Matcher dimensions = SHAPE.matcher(header);
        UserException.require(
                type.find()
                        && fortran.find()
                        && fortran.group(1).equals("False")
                        && dimensions.find(),
                "The array %s must hold whole numbers in C order, but is %s: store it with"
                        + " numpy.ascontiguousarray(array).astype('uint8').",
                name,
                header.strip());
        return new NpyStream(
                in,
                type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                type.group(2).equals("i"),
                Integer.parseInt(type.group(3)),
                lengths(name, dimensions.group(1)));
    }

    private static long[] lengths(String name, String text) {
        String[] lengths =
                Arrays.stream(text.split("[, L]+"))
                        .filter(n -> !n.isEmpty())
                        .toArray(String[]::new);
        double row = 1;
        for (int i = 1; i < lengths.length; i++) row *= Double.parseDouble(lengths[i]);
        UserException.require(
                row <= GREATEST_ROW
                        && Arrays.stream(lengths)
                                .allMatch(n -> Double.parseDouble(n) <= Integer.MAX_VALUE),
                "The array %s declares the shape (%s), but no image may have more than %d values:"
                        + " download or write it again.",
                name,
                text,
                GREATEST_ROW);
        return Arrays.stream(lengths).mapToLong(Long::parseLong).toArray();
    }

    /** Lengths of the axes, the slowest first. */
    long[] shape() {
        return shape.clone();
    }

    /** NumPy's name of the type, for example u1. */
    String type() {
        return (signed ? "i" : "u") + bytes;
    }

    /** Whether it is uint8 or uint16. */
    boolean isPixelType() {
        return !signed && bytes <= 2;
    }

    /** The largest value of an unsigned type: 255 for uint8. */
    double typeMaximum() {
        return Math.pow(2, 8 * bytes) - 1;
    }

    /** The next values. */
    long[] read(int count) throws IOException {
        // grows with what the stream holds: a header may declare what never comes
        byte[] raw = in.readNBytes(Math.multiplyExact(count, bytes));
        if (raw.length < count * bytes) throw new EOFException("the array ends too early");
        ByteBuffer buffer = ByteBuffer.wrap(raw).order(order);
        long[] values = new long[count];
        for (int i = 0; i < count; i++)
            values[i] =
                    switch (bytes) {
                        case 1 -> signed ? buffer.get() : Byte.toUnsignedLong(buffer.get());
                        case 2 ->
                                signed
                                        ? buffer.getShort()
                                        : Short.toUnsignedLong(buffer.getShort());
                        case 4 ->
                                signed ? buffer.getInt() : Integer.toUnsignedLong(buffer.getInt());
                        default -> buffer.getLong();
                    };
        return values;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
