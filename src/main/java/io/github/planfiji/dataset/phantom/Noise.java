package io.github.planfiji.dataset.phantom;

/**
 * Value noise in the plane: random values at whole coordinates, joined smoothly.
 *
 * @param key which noise
 */
record Noise(long key) {

    /** Smooth noise in -1..1 with features of about one unit. */
    double at(double x, double y) {
        double fx = StrictMath.floor(x);
        double fy = StrictMath.floor(y);
        int ix = (int) fx;
        int iy = (int) fy;
        double u = Kernel.smooth(x - fx);
        double v = Kernel.smooth(y - fy);
        double top = corner(ix, iy) * (1 - u) + corner(ix + 1, iy) * u;
        double low = corner(ix, iy + 1) * (1 - u) + corner(ix + 1, iy + 1) * u;
        return top * (1 - v) + low * v;
    }

    /** Three octaves, in about -1..1. */
    double cloud(double x, double y) {
        return (at(x, y)
                        + 0.5 * at(2.03 * x + 17, 2.03 * y - 5)
                        + 0.25 * at(4.1 * x - 31, 4.1 * y + 11))
                / 1.4;
    }

    private double corner(int x, int y) {
        long h = key + x * 0x9E3779B97F4A7C15L + y * 0xC2B2AE3D27D4EB4FL;
        h = (h ^ (h >>> 29)) * 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 32)) * 0x94D049BB133111EBL;
        return (h >> 11) * 0x1p-52;
    }
}
