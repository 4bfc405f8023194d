package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;

/**
 * Tells the class of an image; differentiable in the image. Arrays that it returns belong to the
 * engine and are freed by the enclosing {@code NDScope}.
 */
public interface Classifier {

    /** How many classes it tells apart. */
    int classes();

    /**
     * @param images [N,C,H,W] in -1..1; a grey image may be given to a network of RGB images
     * @return logits [N,classes], 0-based classes; the softmax of a row gives probabilities
     */
    NDArray logits(NDArray images);

    /** Logits with the way back to the images, which some networks know a shorter one of. */
    default Traced read(Torch torch, NDArray images) {
        return Traced.recorded(torch.ops(), images, this::logits);
    }
}
