package io.github.planfiji.dataset;

/**
 * One image as the networks see it.
 *
 * @param channels 1 (grey) or 3 (RGB)
 * @param height in pixels
 * @param width in pixels
 * @param chw [C,H,W], row-major, values -1 (black) .. 1 (white); not copied: treat as read-only
 */
public record Picture(int channels, int height, int width, float[] chw) {

    public Picture {
        if (chw.length != channels * height * width)
            throw new IllegalArgumentException(
                    "%d values for %d x %d x %d".formatted(chw.length, channels, height, width));
    }

    /** A value -1..1 as 0..255, rounded to the nearest; values beyond are clipped. */
    public static int toByte(float value) {
        return Math.max(0, Math.min(255, Math.round((value + 1) * 127.5f)));
    }

    /** The value at a channel, row and column, all 0-based. */
    public float at(int channel, int y, int x) {
        return chw[(channel * height + y) * width + x];
    }
}
