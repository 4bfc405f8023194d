package io.github.planfiji.inversion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.engine.FeatureNet;
import io.github.planfiji.engine.Generator;
import io.github.planfiji.engine.LatentStatistics;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Ops;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.latent.ArrayAdam;
import io.github.planfiji.run.Progress;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the latents in W whose images are nearest to given ones: the encoder's answer, refined by
 * Adam on a pixel and a perceptual distance (a hybrid of Karras et al. 2020, appendix D, and an
 * encoder).
 */
public final class Inverter {

    private static final String PHASE = "Inverting images";

    private final Torch torch;
    private final Ops ops;
    private final Generator generator;
    private final Model model;
    private final LatentStatistics statistics;
    private final FeatureNet perceptual;
    private final InversionOptions options;

    /** Uses the model's generator and encoder. */
    public Inverter(Model model, InversionOptions options) throws IOException {
        this.model = model;
        this.torch = model.torch();
        this.ops = torch.ops();
        this.generator = model.generator();
        this.statistics = model.statistics();
        this.perceptual = model.perceptual();
        this.options = options;
    }

    /**
     * @return w of every image, [N][D], in the set's order
     */
    public float[][] invert(ImageSet set, Progress progress) throws IOException {
        float[][] codes = new float[set.size()][];
        long units = (long) set.size() * Math.max(1, options.steps());
        for (int from = 0; from < set.size(); from += options.batch()) {
            int to = Math.min(set.size(), from + options.batch());
            List<Picture> pictures = IntStream.range(from, to).mapToObj(set::picture).toList();
            batch(pictures, codes, from, progress, units);
        }
        return codes;
    }

    private void batch(
            List<Picture> pictures, float[][] codes, int from, Progress progress, long units)
            throws IOException {
        int n = pictures.size();
        int dimension = generator.wDim();
        float[] x = encode(pictures);
        ArrayAdam adam = new ArrayAdam(x.length);
        for (int step = 0; step < options.steps(); step++) {
            progress.step(PHASE, (long) from * options.steps() + (long) step * n, units);
            adam.update(x, gradient(pictures, x), learningRate(step));
        }
        progress.step(
                PHASE, Math.min(units, (long) (from + n) * Math.max(1, options.steps())), units);
        float[] mean = statistics.mean().toFloatArray();
        float[] spread = statistics.spread().toFloatArray();
        for (int i = 0; i < n; i++) {
            codes[from + i] = new float[dimension];
            for (int d = 0; d < dimension; d++)
                codes[from + i][d] = mean[d] + spread[d] * x[i * dimension + d];
        }
    }

    private float[] encode(List<Picture> pictures) throws IOException {
        try (NDScope scope = new NDScope()) {
            NDArray images = torch.images(pictures);
            var encoder = model.encoder();
            return ops.withoutGradients(() -> encoder.logits(images)).toFloatArray();
        }
    }

    /** Gradient of the sum over images, so that no image's path depends on its batch. */
    private double[] gradient(List<Picture> pictures, float[] x) {
        try (NDScope scope = new NDScope()) {
            NDArray target = torch.images(pictures);
            NDArray wanted = ops.withoutGradients(() -> perceptual.features(target));
            NDArray latent = torch.array(x, pictures.size(), generator.wDim());
            latent.setRequiresGradient(true);
            NDArray images = generator.synthesis(statistics.restore(latent));
            double pixels = (double) target.getShape().size() / pictures.size();
            NDArray loss =
                    ops.scale(images.sub(target).square().sum(), options.pixelWeight() / pixels)
                            .add(
                                    ops.scale(
                                            perceptual.features(images).sub(wanted).square().sum(),
                                            options.perceptualWeight()))
                            .add(
                                    ops.scale(
                                            latent.square().sum(),
                                            options.priorWeight() / generator.wDim()));
            float[] values = ops.gradients(loss, List.of(latent)).get(0).toFloatArray();
            double[] gradient = new double[values.length];
            for (int i = 0; i < values.length; i++) gradient[i] = values[i];
            return gradient;
        }
    }

    private double learningRate(int step) {
        double t = (step + 1.0) / options.steps();
        double down = t < 0.75 ? 1 : 0.5 * (1 + StrictMath.cos(Math.PI * (t - 0.75) / 0.25));
        return options.learningRate() * down;
    }
}
