package io.github.planfiji.dataset;

import java.awt.image.BufferedImage;

/** Pictures as Java's 8-bit images: -1..1 becomes 0..255, rounded, and is stored as it is. */
public final class JavaImage {

    private JavaImage() {}

    /** Grey or RGB as the picture is. */
    public static BufferedImage of(Picture picture) {
        if (picture.channels() == 3) return rgb(picture);
        BufferedImage image = empty(picture, BufferedImage.TYPE_BYTE_GRAY);
        fill(image, 0, picture, 0);
        return image;
    }

    /** RGB always: Java shows and converts the values of its grey images brighter. */
    public static BufferedImage rgb(Picture picture) {
        BufferedImage image = empty(picture, BufferedImage.TYPE_INT_RGB);
        for (int c = 0; c < 3; c++) fill(image, c, picture, Math.min(c, picture.channels() - 1));
        return image;
    }

    private static BufferedImage empty(Picture picture, int type) {
        return new BufferedImage(picture.width(), picture.height(), type);
    }

    private static void fill(BufferedImage image, int band, Picture picture, int channel) {
        int[] samples = new int[picture.height() * picture.width()];
        for (int i = 0; i < samples.length; i++)
            samples[i] = Picture.toByte(picture.chw()[channel * samples.length + i]);
        image.getRaster().setSamples(0, 0, picture.width(), picture.height(), band, samples);
    }
}
