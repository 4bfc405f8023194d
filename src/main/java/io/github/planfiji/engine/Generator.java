package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;

/**
 * A generator of images from latents. Arrays that it returns belong to the engine and are freed by
 * the enclosing {@code NDScope}.
 */
public interface Generator {

    /** Components of z. */
    int zDim();

    /** Components of w. */
    int wDim();

    /** Image channels, 1 or 3. */
    int channels();

    /** Height and width in pixels. */
    int resolution();

    /** Classes that {@link #mapping} distinguishes, 0 if it is unconditional. */
    int classes();

    /**
     * @param z [N,zDim], standard normal
     * @param classIndex [N], 0-based, 64-bit integers; ignored (may be null) if unconditional
     * @return w [N,wDim], not truncated
     */
    NDArray mapping(NDArray z, NDArray classIndex);

    /**
     * The mean of w over z, [1,wDim]: the centre of truncation (Karras et al. 2019, appendix B).
     */
    NDArray wMean();

    /**
     * @param w [N,wDim], used for every layer
     * @return images [N,C,H,W], nominally -1..1, not clamped; the same w gives the same image
     */
    NDArray synthesis(NDArray w);

    /**
     * Images with the way back to their latents; {@link #synthesis} promises none.
     *
     * @param w as of {@link #synthesis}
     */
    Traced render(NDArray w);

    /**
     * w pulled towards the mean: {@code mean + psi (w - mean)}.
     *
     * @param psi 0 (all alike) .. 1 (unchanged)
     */
    default NDArray truncate(NDArray w, double psi) {
        return wMean().add(
                        w.sub(wMean())
                                .mul(
                                        wMean().getManager()
                                                .full(
                                                        new ai.djl.ndarray.types.Shape(),
                                                        (float) psi)));
    }
}
