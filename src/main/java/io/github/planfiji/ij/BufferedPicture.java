package io.github.planfiji.ij;

import io.github.planfiji.dataset.Picture;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Java images as pictures: samples as stored, without Java's conversion between colour spaces. */
final class BufferedPicture {

    private BufferedPicture() {}

    /** 8 bit over 0..255, 16 bit over the smallest to the largest value; alpha is dropped. */
    static Picture of(BufferedImage image) {
        if (image.getColorModel() instanceof IndexColorModel) return palette(image);
        Raster raster = image.getRaster();
        int channels = raster.getNumBands() < 3 ? 1 : 3;
        int pixels = image.getWidth() * image.getHeight();
        float[] chw = new float[channels * pixels];
        for (int c = 0; c < channels; c++) {
            float[] band =
                    raster.getSamples(
                            0, 0, image.getWidth(), image.getHeight(), c, new float[pixels]);
            System.arraycopy(band, 0, chw, c * pixels, pixels);
        }
        ValueRange range =
                raster.getSampleModel().getSampleSize(0) <= 8
                        ? ValueRange.BYTE
                        : ValueRange.spanning(chw);
        range.apply(chw);
        return new Picture(channels, image.getHeight(), image.getWidth(), chw);
    }

    private static Picture palette(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
        return ImagePlusPictures.ofRgb(rgb, height, width);
    }
}
