package io.github.planfiji.latent;

/**
 * A walk through the latent space W: T points, the first and last of which are given.
 *
 * @param points [T][D]; not copied: treat as read-only
 */
public record LatentPath(float[][] points) {

    /** The number of points T, both ends counted. */
    public int steps() {
        return points.length;
    }

    /** The number of latent components D. */
    public int dimension() {
        return points[0].length;
    }

    /**
     * The straight walk: T equally spaced points from {@code from} to {@code to}, both included.
     *
     * @param steps T, at least 2
     */
    public static LatentPath linear(float[] from, float[] to, int steps) {
        if (steps < 2)
            throw new IllegalArgumentException("steps = " + steps + ", must be at least 2");
        if (from.length != to.length)
            throw new IllegalArgumentException(
                    "end points of " + from.length + " and " + to.length + " components");
        float[][] points = new float[steps][from.length];
        for (int t = 0; t < steps; t++) {
            double share = t / (double) (steps - 1);
            for (int d = 0; d < from.length; d++)
                points[t][d] = (float) (from[d] + share * (to[d] - from[d]));
        }
        // exactly the given ends, free of rounding
        points[0] = from.clone();
        points[steps - 1] = to.clone();
        return new LatentPath(points);
    }
}
