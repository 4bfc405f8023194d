package io.github.planfiji.training;

import io.github.planfiji.run.UserException;

/**
 * How far training images are varied at random, each amount drawn evenly from its range.
 *
 * @param mirror whether left and right may be swapped (no where the side tells something)
 * @param shift greatest shift along each axis as a share of the side, 0..0.5
 * @param rotationDegrees greatest rotation either way, 0..180
 * @param zoom greatest change of size: factors 1-zoom..1+zoom, 0..0.5
 * @param brightness greatest value added, of the range -1..1, 0..1
 * @param contrast greatest change of contrast: factors 1-contrast..1+contrast about the image's
 *     mean, 0..1
 */
public record DistortionOptions(
        boolean mirror,
        double shift,
        double rotationDegrees,
        double zoom,
        double brightness,
        double contrast) {

    /** Leaves images as they are. */
    public static final DistortionOptions NONE = new DistortionOptions(false, 0, 0, 0, 0, 0);

    /** Small changes as between two photographs of one eye; not mirrored. */
    public static final DistortionOptions SLIGHT =
            new DistortionOptions(false, 0.04, 5, 0.04, 0.1, 0.1);

    public DistortionOptions {
        check("shift", shift, 0.5);
        check("rotation in degrees", rotationDegrees, 180);
        check("zoom", zoom, 0.5);
        check("brightness", brightness, 1);
        check("contrast", contrast, 1);
    }

    private static void check(String what, double value, double greatest) {
        UserException.require(
                value >= 0 && value <= greatest,
                "The augmentation's %s is %s, must lie in 0..%s.",
                what,
                value,
                greatest);
    }
}
