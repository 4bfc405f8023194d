package io.github.planfiji.walk;

import ai.djl.ndarray.NDArray;
import io.github.planfiji.engine.Traced;

/** A term of the loss that looks at single images. */
interface ImageTerm {

    /**
     * What the term knows images by, with the way back to them: logits or features.
     *
     * @param images [N,C,H,W] in -1..1
     * @return [N,F]
     */
    Traced look(NDArray images);

    /**
     * @param seen [N,F]
     * @param label 0-based class wanted of each image, N
     * @return weighted losses [N], differentiable in what was seen
     */
    NDArray losses(NDArray seen, int[] label);
}
