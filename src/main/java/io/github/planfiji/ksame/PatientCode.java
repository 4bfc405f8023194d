package io.github.planfiji.ksame;

/**
 * One patient as the grouping sees it. Private: never released.
 *
 * @param condition the class it is grouped in, or empty where groups span all classes
 * @param images 0-based indices into the sources, at least one, in an order that depends on their
 *     codes only
 * @param code [D], the mean of the codes of these images; not copied: treat as read-only
 */
public record PatientCode(String condition, int[] images, float[] code) {}
