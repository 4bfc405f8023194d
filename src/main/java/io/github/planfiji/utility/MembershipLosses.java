package io.github.planfiji.utility;

/**
 * What a membership attack on a trained classifier sees: its cross-entropy for real images behind
 * the training set and for real images that nothing saw. Private: one number a patient's image,
 * though without names.
 *
 * @param set name of the training set
 * @param seed of the training
 * @param members losses of real images: those trained on, or for a synthetic set those it was made
 *     from
 * @param nonMembers losses of the test images
 */
public record MembershipLosses(String set, long seed, double[] members, double[] nonMembers) {}
