package io.github.planfiji.walk;

import ai.djl.ndarray.NDArray;

/** A term of the loss that looks at single images. */
interface ImageTerm {

    /**
     * @param images [N,C,H,W] in -1..1
     * @param label 0-based class wanted of each image, N
     * @return weighted losses [N], differentiable in the images
     */
    NDArray losses(NDArray images, int[] label);
}
