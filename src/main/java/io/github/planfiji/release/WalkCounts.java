package io.github.planfiji.release;

/**
 * What became of the walks and images of a class.
 *
 * @param walks pairs of points walked between, replacements included
 * @param replacements walks made because images of others were rejected
 * @param checked images measured, those of walks made again included
 * @param inside images that lay inside the margin; none of them was released
 * @param rewalked walks made again for that
 * @param rescued images that these brought outside
 * @param rejected images given up after that, and replaced if they could be
 */
public record WalkCounts(
        int walks,
        int replacements,
        int checked,
        int inside,
        int rewalked,
        int rescued,
        int rejected) {}
