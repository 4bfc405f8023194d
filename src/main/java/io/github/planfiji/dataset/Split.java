package io.github.planfiji.dataset;

/**
 * An image set in three parts that share no patient; all keep the numbering of the whole set.
 *
 * @param train to learn from
 * @param validation to choose by
 * @param test to measure on
 */
public record Split(ImageSet train, ImageSet validation, ImageSet test) {}
