package io.github.planfiji.release;

import io.github.planfiji.dataset.JavaImage;
import io.github.planfiji.dataset.Picture;
import java.awt.image.BufferedImage;

/**
 * An 8-bit image, grey or RGB: what is released, to the bit.
 *
 * @param channels 1 or 3
 * @param height in pixels
 * @param width in pixels
 * @param chw [C,H,W], row-major, unsigned 0..255; not copied: treat as read-only
 */
record ByteImage(int channels, int height, int width, byte[] chw) {

    static ByteImage of(Picture picture) {
        byte[] bytes = new byte[picture.chw().length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) Picture.toByte(picture.chw()[i]);
        return new ByteImage(picture.channels(), picture.height(), picture.width(), bytes);
    }

    /** As whoever opens the file sees it: rounded to 8 bit, -1..1. */
    Picture picture() {
        float[] values = new float[chw.length];
        for (int i = 0; i < values.length; i++) values[i] = (chw[i] & 0xff) / 127.5f - 1;
        return new Picture(channels, height, width, values);
    }

    BufferedImage toBuffered() {
        return JavaImage.of(picture());
    }
}
