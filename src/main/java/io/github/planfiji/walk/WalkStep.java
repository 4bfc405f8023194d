package io.github.planfiji.walk;

import io.github.planfiji.dataset.Picture;

/**
 * One step of a walk with what was measured on its image.
 *
 * @param step 0-based position on the path; 0 and T-1 are the fixed ends
 * @param image [C,H,W] in -1..1
 * @param identityConfidence greatest posterior of the identity classifier, 1/n_id (best) .. 1
 * @param nearestRealDistance distance to the nearest real image of the model's training set, in the
 *     feature space the result names; larger is farther; NaN where no real images were given
 * @param classProbability posterior of the walk's class, 0..1
 * @param distanceLoss this step's share of L_dist: ||w_i - w_(i+1)||^2, 0 for the last step
 * @param identityLoss weighted identity term of this image
 * @param classLoss weighted class term of this image
 */
public record WalkStep(
        int step,
        Picture image,
        double identityConfidence,
        double nearestRealDistance,
        double classProbability,
        double distanceLoss,
        double identityLoss,
        double classLoss) {

    /** The step's share of L_PLAN. */
    public double loss() {
        return distanceLoss + imageLoss();
    }

    /** The part of it that depends on this image alone. */
    public double imageLoss() {
        return identityLoss + classLoss;
    }
}
