package io.github.planfiji.audit;

import io.github.planfiji.measure.Authenticity;
import io.github.planfiji.measure.HoldOutShare;
import io.github.planfiji.measure.Identifiability;
import io.github.planfiji.measure.NearestReal;
import io.github.planfiji.measure.Summary;

/**
 * How near the released images come to training images in one feature space, beside how near
 * held-out real images come, which the generator cannot have copied.
 *
 * @param space name of the feature space
 * @param released from each released image to training images
 * @param heldOut from each held-out image to training images
 * @param share of released images that are nearer to training than to held-out images
 * @param authenticity of the released images
 * @param heldOutAuthenticity of the held-out images
 * @param identifiable whether each training image is given away by the released ones
 * @param heldOutIdentifiable whether it would be by the held-out ones
 */
public record NearestFigures(
        String space,
        NearestReal released,
        NearestReal heldOut,
        HoldOutShare share,
        Authenticity authenticity,
        Authenticity heldOutAuthenticity,
        boolean[] identifiable,
        boolean[] heldOutIdentifiable) {

    static NearestFigures of(FeatureSpace space, AuditSets sets, AuditOptions options) {
        return new NearestFigures(
                space.name(),
                NearestReal.of(space.training(), space.released()),
                NearestReal.of(space.training(), space.heldOut()),
                HoldOutShare.of(
                        space.training(),
                        sets.trainingPatients(),
                        space.heldOut(),
                        sets.heldOutPatients(),
                        space.released(),
                        options.random("hold-out share")),
                Authenticity.of(space.training(), space.released()),
                Authenticity.of(space.training(), space.heldOut()),
                Identifiability.of(space.training(), space.released()),
                Identifiability.of(space.training(), space.heldOut()));
    }

    /**
     * Distances of the released images to the nearest training image. Where the space is that of
     * LPIPS, the mean is mmL (Pennisi et al., MICCAI 2023).
     */
    public Summary distances() {
        return Summary.of(released.distances());
    }
}
