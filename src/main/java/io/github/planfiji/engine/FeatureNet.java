package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;

/**
 * Describes an image by a vector; differentiable in the image. Arrays that it returns belong to the
 * engine and are freed by the enclosing {@code NDScope}.
 */
public interface FeatureNet {

    /**
     * @param images [N,C,H,W] in -1..1; a grey image may be given to a network of RGB images
     * @return features [N,F]; F depends on the network, and for some on the image size
     */
    NDArray features(NDArray images);
}
