package io.github.planfiji.audit;

import io.github.planfiji.measure.Summary;
import io.github.planfiji.run.Progress;

/**
 * Distances to the nearest training image by a distance of pairs.
 *
 * @param space name of the distance
 * @param released from each released image
 * @param heldOut from each held-out image
 */
public record PairFigures(String space, double[] released, double[] heldOut) {

    static PairFigures of(PairDistance distance, AuditSets sets, Progress progress) {
        return new PairFigures(
                distance.name(),
                distance.nearest(sets.released(), sets.training(), progress),
                distance.nearest(sets.heldOut(), sets.training(), progress));
    }

    /** Of the released images. Where the distance is LPIPS, the mean is mmL. */
    public Summary distances() {
        return Summary.of(released);
    }
}
