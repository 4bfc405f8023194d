package io.github.planfiji.ij;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import io.github.planfiji.dataset.Picture;
import java.util.Arrays;

/** Pictures as ImageJ's pixel arrays. */
final class Planes {

    private Planes() {}

    /** One channel (0-based) of a picture. */
    static ImageProcessor plane(Picture picture, int channel, Depth depth) {
        int size = picture.height() * picture.width();
        int from = channel * size;
        if (depth == Depth.FLOAT)
            return new FloatProcessor(
                    picture.width(),
                    picture.height(),
                    Arrays.copyOfRange(picture.chw(), from, from + size));
        byte[] pixels = new byte[size];
        for (int i = 0; i < size; i++) pixels[i] = (byte) Picture.toByte(picture.chw()[from + i]);
        return new ByteProcessor(picture.width(), picture.height(), pixels);
    }

    /** A picture for the eye: 8-bit grey of one channel, RGB of three. */
    static ImageProcessor display(Picture picture) {
        if (picture.channels() == 1) return plane(picture, 0, Depth.BYTE);
        ColorProcessor color = new ColorProcessor(picture.width(), picture.height());
        for (int c = 0; c < 3; c++)
            color.setChannel(c + 1, (ByteProcessor) plane(picture, c, Depth.BYTE));
        return color;
    }

    /** Two pictures of one size beside each other, {@code gap} white columns between them. */
    static Picture beside(Picture left, Picture right, int gap) {
        int width = left.width() + gap + right.width();
        float[] joined = new float[left.channels() * left.height() * width];
        Arrays.fill(joined, 1);
        for (int row = 0; row < left.channels() * left.height(); row++) {
            int start = row * width;
            System.arraycopy(left.chw(), row * left.width(), joined, start, left.width());
            System.arraycopy(
                    right.chw(),
                    row * right.width(),
                    joined,
                    start + left.width() + gap,
                    right.width());
        }
        return new Picture(left.channels(), left.height(), width, joined);
    }
}
