package io.github.planfiji.training;

import ai.djl.ndarray.NDArray;
import io.github.planfiji.engine.FeatureNet;
import io.github.planfiji.engine.Ops;
import java.util.List;

/**
 * How far rebuilt images are from the real ones. Every second step of the GAN rebuilds real images
 * through an encoder that learns beside it, and the discriminator judges them like the drawn ones:
 * the VAE/GAN of Larsen et al. 2016 without its variational part. A small budget needs it, because
 * it keeps the generator from showing few of the many things there are (the mode regularisation of
 * Che et al. 2017), and because a generator that has learnt to rebuild can be inverted.
 */
final class Reconstruction {

    /** Brings a perceptual distance, about 1, to the size of a pixel difference, about 0.05. */
    private static final double FEATURE_WEIGHT = 0.05;

    private final Ops ops;
    private final List<FeatureNet> features;

    /**
     * @param features whose squared distances count beside the pixels'; frozen
     */
    Reconstruction(Ops ops, List<FeatureNet> features) {
        this.ops = ops;
        this.features = features;
    }

    /** Mean over images [N,C,H,W]; differentiable in the rebuilt ones. */
    NDArray distance(NDArray rebuilt, NDArray real) {
        NDArray distance = rebuilt.sub(real).square().mean();
        for (FeatureNet net : features) {
            NDArray wanted = ops.withoutGradients(() -> net.features(real));
            NDArray seen = net.features(rebuilt);
            NDArray perceptual = seen.sub(wanted).square().sum(new int[] {1}).mean();
            distance = distance.add(ops.scale(perceptual, FEATURE_WEIGHT));
        }
        return distance;
    }
}
