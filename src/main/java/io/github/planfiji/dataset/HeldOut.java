package io.github.planfiji.dataset;

/**
 * An image set in two parts by images, not patients; both keep the numbering of the whole set.
 *
 * @param known images to learn identities from; every patient has one or more
 * @param unseen further images of some of these patients
 */
public record HeldOut(ImageSet known, ImageSet unseen) {}
