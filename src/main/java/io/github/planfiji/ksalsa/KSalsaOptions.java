package io.github.planfiji.ksalsa;

import io.github.planfiji.run.UserException;

/**
 * How k-SALSA optimises group centroids (Jeon et al. 2022, section 3.3 and appendix).
 *
 * @param steps of Adam, at least 1; the paper took 100
 * @param learningRate of Adam in units of the spread of w; warms up over the first 5 %, falls along
 *     a cosine over the last 25 %
 * @param contentWeight of the mean over members of 1 - cosine of deep features
 * @param styleWeight of the mean squared difference of matched local Gram matrices, relative to
 *     their mean squared norm. The paper leaves it absolute and weighs with 1e-6, which fits the
 *     features of VGG-19 alone. Of 10, 100 and 1000 none was better throughout by networks that do
 *     not guide; 10 kept the class most often.
 * @param grid patches along each side of an image, at least 1; the paper took 4
 * @param batch groups at a time, fewer of large images on a CPU; changes no result beyond rounding
 */
public record KSalsaOptions(
        int steps,
        double learningRate,
        double contentWeight,
        double styleWeight,
        int grid,
        int batch) {

    public KSalsaOptions {
        UserException.require(steps >= 1, "k-SALSA steps = %d must be at least 1.", steps);
        UserException.require(
                learningRate > 0 && Double.isFinite(learningRate),
                "Learning rate %s must be positive.",
                learningRate);
        UserException.require(
                contentWeight >= 0
                        && styleWeight >= 0
                        && Double.isFinite(contentWeight)
                        && Double.isFinite(styleWeight),
                "The weights %s and %s of k-SALSA must be finite and not negative.",
                contentWeight,
                styleWeight);
        UserException.require(
                grid >= 1 && batch >= 1,
                "Grid = %d and batch = %d of k-SALSA must be at least 1.",
                grid,
                batch);
    }

    /** Defaults for a number of steps. */
    public static KSalsaOptions of(int steps) {
        return new KSalsaOptions(steps, 0.1, 100, 10, 4, 8);
    }

    public KSalsaOptions withLearningRate(double value) {
        return new KSalsaOptions(steps, value, contentWeight, styleWeight, grid, batch);
    }

    public KSalsaOptions withWeights(double content, double style) {
        return new KSalsaOptions(steps, learningRate, content, style, grid, batch);
    }

    public KSalsaOptions withBatch(int value) {
        return new KSalsaOptions(steps, learningRate, contentWeight, styleWeight, grid, value);
    }

    /** The learning rate of a 0-based step. */
    double rate(int step) {
        double t = (step + 0.5) / steps;
        double up = Math.min(1, t / 0.05);
        double down = t < 0.75 ? 1 : 0.5 * (1 + StrictMath.cos(Math.PI * (t - 0.75) / 0.25));
        return learningRate * up * down;
    }
}
