package io.github.planfiji.measure;

import io.github.planfiji.run.UserException;

/** What every measure asks of its sets before it starts. */
final class FeatureSet {

    private FeatureSet() {}

    /**
     * Checks one set [N,F].
     *
     * @param name as a message says it, for example "real"
     * @throws UserException if the set holds fewer than {@code fewest} images, or a feature that is
     *     not finite
     * @throws IllegalArgumentException if the rows differ in length
     */
    static void check(String name, float[][] set, int fewest) {
        UserException.require(
                set.length >= fewest,
                "The %s set has %d images, but this measure needs at least %d: give more images.",
                name,
                set.length,
                fewest);
        for (int i = 0; i < set.length; i++) {
            if (set[i].length != set[0].length)
                throw new IllegalArgumentException(
                        "Row " + i + " has " + set[i].length + " features, not " + set[0].length);
            for (float value : set[i])
                UserException.require(
                        Float.isFinite(value),
                        "Image %d of the %s set has the feature %s: check the network that computed it.",
                        i + 1,
                        name,
                        value);
        }
    }

    /**
     * Checks two sets that are to be compared, [N,F] and [M,F].
     *
     * @throws UserException as {@link #check}
     * @throws IllegalArgumentException if the sets differ in their number of features
     */
    static void checkBoth(String nameA, float[][] a, String nameB, float[][] b, int fewest) {
        check(nameA, a, fewest);
        check(nameB, b, fewest);
        checkWidths(a, b);
    }

    /**
     * @throws IllegalArgumentException if two sets, not empty, differ in their number of features
     */
    static void checkWidths(float[][] a, float[][] b) {
        if (a[0].length != b[0].length)
            throw new IllegalArgumentException(
                    a[0].length + " features cannot be compared with " + b[0].length);
    }
}
