package io.github.planfiji.ij;

/**
 * Which pixel values are black and white.
 *
 * @param black value that becomes -1, as does what lies below
 * @param white value that becomes 1, as does what lies above
 */
record ValueRange(double black, double white) {

    static final ValueRange BYTE = new ValueRange(0, 255);

    /** The smallest to the largest of the values, NaN left out. */
    static ValueRange spanning(float[] values) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float v : values) {
            if (v < min) min = v;
            if (v > max) max = v;
        }
        return new ValueRange(min, max);
    }

    /** Maps the values in place; NaN, and every value of an empty range, become black. */
    void apply(float[] values) {
        double half = (white - black) / 2;
        for (int i = 0; i < values.length; i++) {
            double v = (values[i] - black) / half - 1;
            values[i] = v > -1 && half > 0 ? (float) Math.min(v, 1) : -1f;
        }
    }
}
