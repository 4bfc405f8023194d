package io.github.planfiji.walk;

import io.github.planfiji.latent.LatentPath;
import io.github.planfiji.run.Provenance;
import java.util.List;

/**
 * A finished walk: images, measures, how it was made.
 *
 * @param method "plan" or "linear"
 * @param path the latent points; private, never released with the images
 * @param steps one a point of the path, in order
 * @param lossHistory L_PLAN of the whole path before each iteration and after the last; one value
 *     for the linear walk
 * @param distanceName what {@link WalkStep#nearestRealDistance()} was measured with
 * @param provenance how to make it again
 */
public record WalkResult(
        String method,
        LatentPath path,
        List<WalkStep> steps,
        double[] lossHistory,
        String distanceName,
        Provenance provenance) {

    public WalkResult {
        steps = List.copyOf(steps);
    }

    /** The smallest nearest-real distance over all steps: the walk's worst case. */
    public double worstNearestRealDistance() {
        return steps.stream().mapToDouble(WalkStep::nearestRealDistance).min().orElse(Double.NaN);
    }

    /**
     * The smallest nearest-real distance between the ends, which a walk cannot choose: what a
     * method of walking is to be judged by.
     */
    public double worstDistanceBetweenEnds() {
        return steps.subList(1, steps.size() - 1).stream()
                .mapToDouble(WalkStep::nearestRealDistance)
                .min()
                .orElse(Double.NaN);
    }

    /** The mean identity confidence over all steps. */
    public double meanIdentityConfidence() {
        return steps.stream()
                .mapToDouble(WalkStep::identityConfidence)
                .average()
                .orElse(Double.NaN);
    }
}
