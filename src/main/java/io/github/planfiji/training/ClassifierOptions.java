package io.github.planfiji.training;

import io.github.planfiji.run.UserException;

/**
 * How a classifier is trained: AdamW (Loshchilov and Hutter 2019) with betas 0.9 and 0.999, and a
 * learning rate that falls from its start to zero along half a cosine (Loshchilov and Hutter 2017).
 *
 * @param target what it tells of an image
 * @param epochs times that every image is shown
 * @param batch images a step, at least 2
 * @param learningRate at the start
 * @param weightDecay share of the convolution and output weights that decays a step, times the
 *     learning rate; 0 turns it off
 * @param labelSmoothing probability, 0..1, that is spread evenly over all classes (Szegedy et al.
 *     2016, section 7)
 * @param distortion how training images are varied
 * @param checkpointMinutes wall-clock minutes between two checkpoints
 * @param seed of everything random
 */
public record ClassifierOptions(
        Target target,
        int epochs,
        int batch,
        double learningRate,
        double weightDecay,
        double labelSmoothing,
        DistortionOptions distortion,
        double checkpointMinutes,
        long seed) {

    public ClassifierOptions {
        UserException.require(epochs >= 1, "%d epochs train nothing: give at least 1.", epochs);
        UserException.require(batch >= 2, "Batch %d is too small: use 2 or more.", batch);
        UserException.require(
                learningRate > 0 && Double.isFinite(learningRate),
                "Learning rate %s must be positive.",
                learningRate);
        UserException.require(
                weightDecay >= 0 && weightDecay * learningRate < 1,
                "Weight decay %s must not be negative, nor above 1 over the learning rate.",
                weightDecay);
        UserException.require(
                labelSmoothing >= 0 && labelSmoothing < 1,
                "Label smoothing %s must lie in 0..1.",
                labelSmoothing);
        UserException.require(
                checkpointMinutes > 0 && Double.isFinite(checkpointMinutes),
                "%s minutes between checkpoints must be positive.",
                checkpointMinutes);
    }

    /**
     * Defaults for small sets. With 40 epochs for 200 phantom patients of 6 training images each
     * (64 pixels), and 15 for their three conditions, training took a few minutes of one core.
     */
    public static ClassifierOptions of(Target target, int epochs, long seed) {
        return new ClassifierOptions(
                target, epochs, 32, 0.004, 0.05, 0.05, DistortionOptions.SLIGHT, 5, seed);
    }

    /** The steps that show a number of images {@code epochs} times; the last batch is filled up. */
    long steps(int images) {
        return ((long) epochs * images + batch - 1) / batch;
    }
}
