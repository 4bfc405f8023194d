package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;

/** A classifier of images; differentiable in the image. */
public interface Classifier {

    /** The number of classes n. */
    int classes();

    /**
     * @param images [N,C,H,W] in -1..1
     * @return logits [N,n], freed by the enclosing {@code NDScope}
     */
    NDArray logits(NDArray images);
}
