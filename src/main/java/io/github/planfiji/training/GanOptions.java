package io.github.planfiji.training;

import io.github.planfiji.run.UserException;

/**
 * How a GAN is trained. Defaults follow StyleGAN2-ADA's "auto" settings (Karras et al. 2020b, table
 * in appendix) except where the small budgets of this tool ask for something else, as said.
 *
 * @param kimg training length in thousands of real images shown
 * @param batch images a step
 * @param learningRate of Adam (betas 0, 0.99), before the correction for lazy regularisation
 * @param r1Gamma weight of the gradient penalty R1 (Mescheder et al. 2018); 0 turns it off
 * @param r1Interval steps between two penalties (lazy regularisation)
 * @param emaKimg half-life of the generator's moving average, in thousands of images
 * @param styleMixing probability that an image mixes two latents
 * @param augmentTarget the share of overfitting, E[sign D(real)], that adaptive augmentation holds;
 *     0 turns augmentation off
 * @param augmentKimg thousands of images over which the augmentation probability may rise from 0 to
 *     1
 * @param mirror whether mirrored images are real images too (no for chest X-rays)
 * @param reconstruction weight of rebuilding real images, see {@link Reconstruction}; 0 turns it
 *     off
 * @param seed of everything random
 */
public record GanOptions(
        double kimg,
        int batch,
        double learningRate,
        double r1Gamma,
        int r1Interval,
        double emaKimg,
        double styleMixing,
        double augmentTarget,
        double augmentKimg,
        boolean mirror,
        double reconstruction,
        long seed) {

    public GanOptions {
        UserException.require(
                kimg > 0 && Double.isFinite(kimg),
                "Training length is %s thousand images, must be positive.",
                kimg);
        UserException.require(
                batch >= 4 && batch % 4 == 0, "Batch %d does not fit: use a multiple of 4.", batch);
        UserException.require(
                learningRate > 0 && Double.isFinite(learningRate),
                "Learning rate %s must be positive.",
                learningRate);
        UserException.require(
                r1Gamma >= 0 && Double.isFinite(r1Gamma),
                "R1 weight %s must not be negative.",
                r1Gamma);
        UserException.require(r1Interval >= 1, "R1 interval %d must be at least 1.", r1Interval);
        UserException.require(
                emaKimg > 0
                        && augmentKimg > 0
                        && Double.isFinite(emaKimg)
                        && Double.isFinite(augmentKimg),
                "The lengths of EMA and augmentation are %s and %s thousand images, must be positive.",
                emaKimg,
                augmentKimg);
        UserException.require(
                styleMixing >= 0 && styleMixing <= 1,
                "Style mixing %s must lie in 0..1.",
                styleMixing);
        UserException.require(
                augmentTarget >= 0 && augmentTarget < 1,
                "Augmentation target %s must lie in 0..1.",
                augmentTarget);
        UserException.require(
                reconstruction >= 0 && Double.isFinite(reconstruction),
                "Reconstruction weight %s must not be negative.",
                reconstruction);
    }

    /** The defaults for a resolution and a training length. */
    public static GanOptions of(int resolution, double kimg, long seed) {
        // small budgets gain more from more steps than from calmer ones
        int batch = 8;
        double gamma = 0.0002 * resolution * resolution / batch;
        double ema = Math.min(batch * 10 / 32.0, kimg / 20);
        return new GanOptions(kimg, batch, 0.0025, gamma, 16, ema, 0.5, 0.6, 100, false, 20, seed);
    }

    public GanOptions withMirror(boolean value) {
        return new GanOptions(
                kimg,
                batch,
                learningRate,
                r1Gamma,
                r1Interval,
                emaKimg,
                styleMixing,
                augmentTarget,
                augmentKimg,
                value,
                reconstruction,
                seed);
    }

    /**
     * What a checkpoint must share: a training may go on for longer, or end sooner, than planned.
     */
    GanOptions ofAnyLength() {
        return new GanOptions(
                1,
                batch,
                learningRate,
                r1Gamma,
                r1Interval,
                emaKimg,
                styleMixing,
                augmentTarget,
                augmentKimg,
                mirror,
                reconstruction,
                seed);
    }

    /** All steps of the training. */
    public long steps() {
        return (long) Math.ceil(kimg * 1000 / batch);
    }
}
