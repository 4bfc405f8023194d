package io.github.planfiji.release;

import io.github.planfiji.dataset.ImageSet;
import java.util.Optional;

/**
 * The private side of a release.
 *
 * @param points what is walked between
 * @param reals every image that the released ones must keep away from: those that the model was
 *     trained on, and those behind the points
 * @param heldOut images of other patients, to calibrate the margin with; empty to hold out each
 *     patient in turn
 */
public record ReleaseSources(PointSource points, ImageSet reals, Optional<ImageSet> heldOut) {}
