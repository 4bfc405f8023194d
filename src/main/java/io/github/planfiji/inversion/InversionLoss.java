package io.github.planfiji.inversion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.engine.FeatureNet;
import io.github.planfiji.engine.Generator;
import io.github.planfiji.engine.LatentStatistics;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Ops;
import io.github.planfiji.engine.PerceptualNet;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Traced;
import io.github.planfiji.run.Chunks;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * How far the images of latents are from given ones, in pixels, perceptual features, and the
 * features of the condition classifier. A sum over images, so that no image's path depends on its
 * batch.
 */
final class InversionLoss {

    private final Torch torch;
    private final Ops ops;
    private final Generator generator;
    private final LatentStatistics statistics;
    private final FeatureNet perceptual;
    private final FeatureNet condition;
    private final InversionOptions options;

    InversionLoss(Model model, InversionOptions options) throws IOException {
        this.torch = model.torch();
        this.ops = torch.ops();
        this.generator = model.generator();
        this.statistics = model.statistics();
        this.perceptual = model.perceptual();
        this.condition = PerceptualNet.of(torch, model.condition());
        this.options = options;
    }

    /**
     * What latents are fitted to: everything of the images that the loss compares.
     *
     * @param images [N,C,H,W]
     * @param features perceptual, [N,F]
     * @param conditionFeatures [N,E]
     */
    record Target(NDArray images, NDArray features, NDArray conditionFeatures) {

        /** Of the images {@code from} to {@code to} (exclusive), views. */
        Target part(int from, int to) {
            NDIndex rows = new NDIndex("{}:{}", from, to);
            return new Target(images.get(rows), features.get(rows), conditionFeatures.get(rows));
        }
    }

    /** Arrays live as long as the caller's {@link NDScope}. */
    Target target(List<Picture> pictures) {
        NDArray images = torch.images(pictures);
        return ops.withoutGradients(
                () -> new Target(images, perceptual.features(images), condition.features(images)));
    }

    /**
     * The gradient with respect to standardised latents.
     *
     * @param x [N*D]
     * @param step so many are done
     * @param chunks go through the images
     * @throws UserException if the loss is not finite
     */
    double[] gradient(float[] x, Target target, int step, Chunks chunks) {
        int dimension = generator.wDim();
        double[] gradient = new double[x.length];
        chunks.run(
                x.length / dimension,
                (from, to) -> {
                    float[] part = Arrays.copyOfRange(x, from * dimension, to * dimension);
                    double[] found = gradient(part, target, from, to, step, chunks);
                    System.arraycopy(found, 0, gradient, from * dimension, found.length);
                });
        return gradient;
    }

    private double[] gradient(float[] x, Target whole, int from, int to, int step, Chunks chunks) {
        try (NDScope scope = new NDScope()) {
            NDArray latent = latent(x);
            float[] images;
            try (Traced rendering = generator.render(statistics.restore(latent))) {
                NDArray ofImages = ofImages(rendering.result(), whole.part(from, to));
                requireFinite(ofImages.add(prior(latent)), step);
                // the way back takes as long as that to here
                chunks.checkCanceled();
                NDArray gradient = rendering.gradient(ofImages);
                images = gradient.mul(statistics.spread()).toFloatArray();
            }
            // the prior is a sum of squares
            double prior = 2 * options.priorWeight() / generator.wDim();
            double[] gradient = new double[x.length];
            for (int i = 0; i < x.length; i++) gradient[i] = images[i] + prior * x[i];
            return gradient;
        }
    }

    /**
     * Looks at latents that no gradient is wanted of any more.
     *
     * @throws UserException if their loss is not finite
     */
    void requireFinite(float[] x, Target target, int step) {
        try (NDScope scope = new NDScope()) {
            NDArray latent = latent(x);
            requireFinite(
                    ops.withoutGradients(
                            () ->
                                    ofImages(
                                                    generator.synthesis(statistics.restore(latent)),
                                                    target)
                                            .add(prior(latent))),
                    step);
        }
    }

    private void requireFinite(NDArray loss, int step) {
        double value = loss.getFloat();
        UserException.require(
                Double.isFinite(value),
                "The inversion's loss is %s after step %d: check that the images are such as the model was trained on, or use fewer steps, or a learning rate below %s.",
                value,
                step,
                options.learningRate());
    }

    private NDArray latent(float[] x) {
        return torch.array(x, x.length / generator.wDim(), generator.wDim());
    }

    private NDArray prior(NDArray latent) {
        return ops.scale(latent.square().sum(), options.priorWeight() / generator.wDim());
    }

    private NDArray ofImages(NDArray images, Target target) {
        double pixels = (double) images.getShape().size() / images.getShape().get(0);
        NDArray loss = squares(images, target.images(), options.pixelWeight() / pixels);
        // each of these costs a pass through a network
        if (options.perceptualWeight() > 0)
            loss =
                    loss.add(
                            squares(
                                    perceptual.features(images),
                                    target.features(),
                                    options.perceptualWeight()));
        if (options.conditionWeight() > 0)
            loss =
                    loss.add(
                            squares(
                                    condition.features(images),
                                    target.conditionFeatures(),
                                    options.conditionWeight()));
        return loss;
    }

    private NDArray squares(NDArray a, NDArray b, double weight) {
        return ops.scale(a.sub(b).square().sum(), weight);
    }
}
