package io.github.planfiji.audit;

/**
 * The images of an audit as vectors, in the order of their sets. The squared Euclidean distance of
 * two vectors is the distance of two images. Private: descriptions of single patients.
 *
 * @param name of the space, as figures state it
 * @param released [M,F]
 * @param training [N,F]
 * @param heldOut [H,F]
 */
public record FeatureSpace(
        String name, float[][] released, float[][] training, float[][] heldOut) {}
