package io.github.planfiji.release;

/**
 * An image of a walk that has been measured, before it is decided on. Private.
 *
 * @param walk 0-based number of its walk within the class
 * @param attempt which try of the walk, 0-based
 * @param pair the points that the walk joins
 * @param step 0-based position on the path
 * @param latent w, [D]
 * @param image as it would be released
 * @param nearestReal 0-based index of the nearest real image
 * @param distance to it, squared
 */
record Candidate(
        int walk,
        int attempt,
        Pair pair,
        int step,
        float[] latent,
        ByteImage image,
        int nearestReal,
        double distance) {}
