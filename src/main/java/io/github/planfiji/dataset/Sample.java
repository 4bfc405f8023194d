package io.github.planfiji.dataset;

/**
 * What is known of one image of a set. Private to the house: none of it may reach a release.
 *
 * @param name the image's name within its set (file name relative to the set's folder, or a slice
 *     label)
 * @param condition the class label
 * @param patient the patient id; equal ids are one person
 */
public record Sample(String name, String condition, String patient) {}
