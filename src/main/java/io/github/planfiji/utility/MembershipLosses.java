package io.github.planfiji.utility;

/**
 * What a membership attack on a trained classifier sees: its cross-entropy for real images behind
 * the training set and for real images that nothing saw. Private: one number a patient's image,
 * though without names.
 *
 * @param set name of the training set
 * @param seed of the training
 * @param members of real images: those trained on, or for a synthetic set those it was made from
 * @param nonMembers of the test images
 */
public record MembershipLosses(String set, long seed, Losses members, Losses nonMembers) {

    /**
     * @param values cross-entropies, 0 or more, one an image
     * @param patients a number for the patient of each image, to tell which belong together
     */
    public record Losses(double[] values, int[] patients) {}
}
