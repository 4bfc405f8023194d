package io.github.planfiji.release;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.run.UserException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The private side of a release.
 *
 * @param points what is walked between
 * @param reals every image that the released ones must keep away from: those that the model was
 *     trained on, and those behind the points
 * @param heldOut images of other patients, to calibrate the margin with; empty to hold out each
 *     patient in turn
 */
public record ReleaseSources(PointSource points, ImageSet reals, Optional<ImageSet> heldOut) {

    /**
     * @throws UserException if held-out images are of patients who are among the real ones
     */
    public ReleaseSources {
        Set<String> known = new HashSet<>(reals.renumbered().patients());
        UserException.require(
                heldOut.isEmpty()
                        || heldOut.get().renumbered().patients().stream()
                                .noneMatch(known::contains),
                "The unseen images and the real images share patients: give unseen images of other patients, or none.");
    }
}
