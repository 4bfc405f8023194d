package io.github.planfiji.ij;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import ij.process.LUT;
import io.github.planfiji.dataset.Picture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** ImageJ images as pictures, one a frame; three channels are red, green and blue. */
final class ImagePlusPictures {

    private ImagePlusPictures() {}

    /**
     * Every slice of a stack, or every position of a hyperstack of three channels.
     *
     * @throws IOException if there are two, or more than three channels
     */
    static List<Picture> of(ImagePlus image) throws IOException {
        int channels = image.getNChannels();
        if (channels != 1 && channels != 3)
            throw new IOException(
                    channels + " channels, but only 1 (grey) or 3 (RGB) are understood");
        ValueRange range = displayRange(image);
        ImageStack stack = image.getStack();
        List<Picture> pictures = new ArrayList<>(stack.size() / channels);
        for (int first = 1; first + channels - 1 <= stack.size(); first += channels)
            pictures.add(
                    channels == 1
                            ? slice(stack.getProcessor(first), range)
                            : planes(stack, first, range));
        return pictures;
    }

    /** Packed 0xRRGGBB pixels, row-major, as a picture of three channels. */
    static Picture ofRgb(int[] rgb, int height, int width) {
        float[] chw = new float[3 * rgb.length];
        for (int i = 0; i < rgb.length; i++)
            for (int c = 0; c < 3; c++)
                chw[c * rgb.length + i] = (rgb[i] >> (16 - 8 * c) & 255) / 127.5f - 1;
        return new Picture(3, height, width, chw);
    }

    /** One range for all channels, so that colours keep their balance. */
    private static ValueRange displayRange(ImagePlus image) {
        if (image.getBitDepth() == 8 || image.getBitDepth() == 24) return ValueRange.BYTE;
        double black = Double.POSITIVE_INFINITY;
        double white = Double.NEGATIVE_INFINITY;
        for (LUT lut : image.getLuts()) {
            black = Math.min(black, lut.min);
            white = Math.max(white, lut.max);
        }
        return new ValueRange(black, white);
    }

    private static Picture slice(ImageProcessor pixels, ValueRange range) {
        if (pixels.getBitDepth() == 24)
            return ofRgb((int[]) pixels.getPixels(), pixels.getHeight(), pixels.getWidth());
        if (pixels.getBitDepth() == 8) return throughTable(pixels);
        float[] values = values(pixels, range);
        if (pixels.isInvertedLut()) for (int i = 0; i < values.length; i++) values[i] = -values[i];
        return new Picture(1, pixels.getHeight(), pixels.getWidth(), values);
    }

    /** 8-bit pixels as their colour table shows them at full contrast. */
    private static Picture throughTable(ImageProcessor pixels) {
        LUT lut = pixels.getLut();
        int[] rgb = new int[pixels.getPixelCount()];
        boolean grey = true;
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = lut.getRGB(pixels.get(i));
            grey &= (rgb[i] & 0xffff) == (rgb[i] >> 8 & 0xffff);
        }
        Picture picture = ofRgb(rgb, pixels.getHeight(), pixels.getWidth());
        return grey
                ? new Picture(
                        1,
                        picture.height(),
                        picture.width(),
                        Arrays.copyOf(picture.chw(), rgb.length))
                : picture;
    }

    private static Picture planes(ImageStack stack, int first, ValueRange range) {
        int pixels = stack.getWidth() * stack.getHeight();
        float[] chw = new float[3 * pixels];
        for (int c = 0; c < 3; c++)
            System.arraycopy(
                    values(stack.getProcessor(first + c), range), 0, chw, c * pixels, pixels);
        return new Picture(3, stack.getHeight(), stack.getWidth(), chw);
    }

    private static float[] values(ImageProcessor pixels, ValueRange range) {
        float[] values = new float[pixels.getPixelCount()];
        for (int i = 0; i < values.length; i++) values[i] = pixels.getf(i);
        range.apply(values);
        return values;
    }
}
