package io.github.planfiji.ij;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the smallest DICOM files that ImageJ opens: explicit VR, little endian, one frame. */
final class DicomFile {

    private final int width;
    private final int height;
    private String photometric = "MONOCHROME2";
    private int signed;
    private String slope = "1";
    private String intercept = "0";
    private String centre;
    private String windowWidth;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    DicomFile(int width, int height) {
        this.width = width;
        this.height = height;
    }

    DicomFile photometric(String value) {
        photometric = value;
        return this;
    }

    DicomFile signed(int pixelRepresentation) {
        signed = pixelRepresentation;
        return this;
    }

    DicomFile rescale(String slope, String intercept) {
        this.slope = slope;
        this.intercept = intercept;
        return this;
    }

    DicomFile window(String centre, String width) {
        this.centre = centre;
        this.windowWidth = width;
        return this;
    }

    /** The whole file with 16-bit pixels. */
    byte[] pixels(int... values) {
        ByteBuffer pixels = little(2 * values.length);
        for (int v : values) pixels.putShort((short) v);
        return file(16, pixels.array());
    }

    /** The whole file with 8-bit pixels. */
    byte[] bytes(byte... values) {
        return file(8, values);
    }

    private byte[] file(int bits, byte[] pixels) {
        out.writeBytes(new byte[128]);
        out.writeBytes(ascii("DICM"));
        text(0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1");
        number(0x0002, 1);
        text(0x0028, 0x0004, "CS", photometric);
        number(0x0010, height);
        number(0x0011, width);
        number(0x0100, bits);
        number(0x0101, bits);
        number(0x0103, signed);
        if (centre != null) {
            text(0x0028, 0x1050, "DS", centre);
            text(0x0028, 0x1051, "DS", windowWidth);
        }
        text(0x0028, 0x1052, "DS", intercept);
        text(0x0028, 0x1053, "DS", slope);
        out.writeBytes(
                little(12)
                        .putShort((short) 0x7fe0)
                        .putShort((short) 0x0010)
                        .put(ascii("OW"))
                        .putShort((short) 0)
                        .putInt(pixels.length)
                        .array());
        out.writeBytes(pixels);
        return out.toByteArray();
    }

    private void number(int element, int value) {
        ByteBuffer data = little(2).putShort((short) value);
        element(0x0028, element, "US", data.array());
    }

    private void text(int group, int element, String type, String value) {
        // Values have even lengths; identifiers are filled up with zero, texts with a blank.
        String even = value.length() % 2 == 0 ? value : value + (type.equals("UI") ? "\0" : " ");
        element(group, element, type, ascii(even));
    }

    private void element(int group, int element, String type, byte[] value) {
        out.writeBytes(
                little(8 + value.length)
                        .putShort((short) group)
                        .putShort((short) element)
                        .put(ascii(type))
                        .putShort((short) value.length)
                        .put(value)
                        .array());
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
