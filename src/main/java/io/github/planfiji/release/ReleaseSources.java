package io.github.planfiji.release;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.run.Sha256;
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

    /** Of all pixels and labels, in their order. */
    String fingerprint() {
        String all = fingerprint(reals);
        return heldOut.isPresent() ? all + " " + fingerprint(heldOut.get()) : all;
    }

    private static String fingerprint(ImageSet set) {
        Sha256 hash = new Sha256();
        for (int i = 0; i < set.size(); i++) {
            Sample sample = set.sample(i);
            hash.update(sample.name() + "\n" + sample.condition() + "\n" + sample.patient());
            hash.update(set.picture(i).chw());
        }
        return hash.hex();
    }
}
