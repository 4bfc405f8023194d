package io.github.planfiji.dataset.phantom;

import io.github.planfiji.run.UserException;

/**
 * What a phantom set holds. Patient i has grade i mod 3 (healthy, mild, severe); image k shows the
 * left eye where k is even and the right eye where it is odd, at visit k / 2. An image depends on
 * the seed, its patient's number and its own number only, so that a smaller set is a part of a
 * larger one.
 *
 * @param patients number of patients, 1..100000
 * @param imagesPerPatient images of each patient, 1..1000
 * @param size side of the square images in pixels, 32..1024; the scene is the same at every size
 * @param seed which population
 * @param aligned whether right eyes are mirrored to look like left ones. A small generator then has
 *     one place to learn for the optic disc, and an image can stand beside any other.
 */
public record PhantomOptions(
        int patients, int imagesPerPatient, int size, long seed, boolean aligned) {

    public PhantomOptions {
        check("number of patients", patients, 1, 100_000);
        check("number of images per patient", imagesPerPatient, 1, 1000);
        check("image size in pixels", size, 32, 1024);
    }

    /** The usual set: all eyes aligned as left ones. */
    public static PhantomOptions of(int patients, int imagesPerPatient, int size, long seed) {
        return new PhantomOptions(patients, imagesPerPatient, size, seed, true);
    }

    private static void check(String what, int value, int min, int max) {
        UserException.require(
                value >= min && value <= max,
                "The %s of a phantom set is %d: choose %d to %d.",
                what,
                value,
                min,
                max);
    }
}
