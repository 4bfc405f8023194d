package io.github.planfiji.training;

import io.github.planfiji.run.UserException;

/**
 * How the inversion encoder is trained: on pairs of generated images and their latents, and on real
 * images by what the generator makes of their code.
 *
 * @param steps of Adam
 * @param batch generated images a step, and as many real ones
 * @param learningRate at the start; falls to zero along half a cosine
 * @param pixelWeight weight of the mean squared pixel difference of reconstructed real images
 * @param checkpointMinutes wall-clock minutes between two checkpoints
 * @param seed of everything random
 */
public record EncoderOptions(
        int steps,
        int batch,
        double learningRate,
        double pixelWeight,
        double checkpointMinutes,
        long seed) {

    public EncoderOptions {
        UserException.require(steps >= 1, "%d steps train nothing: give at least 1.", steps);
        UserException.require(batch >= 2, "Batch %d is too small: use 2 or more.", batch);
        UserException.require(
                learningRate > 0 && Double.isFinite(learningRate),
                "Learning rate %s must be positive.",
                learningRate);
        UserException.require(
                pixelWeight >= 0 && Double.isFinite(pixelWeight),
                "Pixel weight %s must not be negative.",
                pixelWeight);
        UserException.require(
                checkpointMinutes > 0 && Double.isFinite(checkpointMinutes),
                "%s minutes between checkpoints must be positive.",
                checkpointMinutes);
    }

    /** Defaults for a number of steps. */
    public static EncoderOptions of(int steps, long seed) {
        return new EncoderOptions(steps, 16, 0.002, 10, 5, seed);
    }
}
