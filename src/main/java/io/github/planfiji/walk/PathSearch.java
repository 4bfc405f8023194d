package io.github.planfiji.walk;

import io.github.planfiji.latent.LatentPath;
import io.github.planfiji.run.UserException;

/**
 * A search for a path of low loss that computes no image itself: it says which images it wants and
 * is told their losses, so that many searches can share a forward pass.
 */
interface PathSearch {

    static PathSearch of(LatentPath start, WalkOptions options) {
        return switch (options.search().solver()) {
            case ADAM -> new AdamSearch(start, options);
            case QUASI_NEWTON -> new QuasiNewtonSearch(start, options);
        };
    }

    /** Latents [N][D] whose images are to be looked at next; none once the search has ended. */
    float[][] wanted();

    /** Answers {@link #wanted}. */
    void tell(ImageTerms.Value images);

    /** Iterations done. */
    int iteration();

    /** The best path so far. */
    Outcome outcome();

    /**
     * @param path the best one seen, by loss
     * @param lossHistory L_PLAN before each iteration and after the last; interior images only, as
     *     published
     * @param imagePasses images made and differentiated until each of these losses was known
     */
    record Outcome(LatentPath path, double[] lossHistory, long[] imagePasses) {}

    /**
     * @throws UserException if a loss is not a number
     */
    static void requireFinite(double loss, int iteration) {
        UserException.require(
                Double.isFinite(loss),
                "The walk's loss is not a number at iteration %d: use a smaller learning rate, or check the model's weights.",
                iteration);
    }
}
