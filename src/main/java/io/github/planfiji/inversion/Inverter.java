package io.github.planfiji.inversion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.engine.Classifier;
import io.github.planfiji.engine.LatentStatistics;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.latent.ArrayAdam;
import io.github.planfiji.run.Chunks;
import io.github.planfiji.run.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the latents in W whose images are nearest to given ones: the encoder's answer, refined by
 * Adam on distances in pixels, in perceptual features and in the condition classifier's features (a
 * hybrid of Karras et al. 2020, appendix D, and an encoder). Batches that do not fit into memory
 * are made smaller.
 */
public final class Inverter {

    private static final String PHASE = "Inverting images";

    private final Torch torch;
    private final Classifier encoder;
    private final InversionLoss loss;
    private final InversionOptions options;
    private final String modelHash;
    private final float[] mean;
    private final float[] spread;

    /** Uses the model's generator, encoder and condition classifier. */
    public Inverter(Model model, InversionOptions options) throws IOException {
        this.torch = model.torch();
        this.encoder = model.encoder();
        this.loss = new InversionLoss(model, options);
        this.options = options;
        this.modelHash = model.provenance(0, options.asMap()).modelHash();
        LatentStatistics statistics = model.statistics();
        this.mean = statistics.mean().toFloatArray();
        this.spread = statistics.spread().toFloatArray();
    }

    /**
     * @return w of every image, [N][D], in the set's order
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     * @throws io.github.planfiji.run.UserException if the loss is not finite after a step, or there
     *     is not enough memory for a single image
     */
    public float[][] invert(ImageSet set, Progress progress) throws IOException {
        return invert(set, progress, Optional.empty());
    }

    /**
     * As {@link #invert(ImageSet, Progress)}, but keeps finished latents in a private file, and
     * goes on from those that an interrupted run of the same images, model and options left there:
     * the result is the same to the bit (same machine and number of threads). The file stays.
     *
     * @param partial the private file
     */
    public float[][] invert(ImageSet set, Progress progress, Path partial) throws IOException {
        return invert(
                set,
                progress,
                Optional.of(
                        PartialCodes.open(
                                partial, mean.length, set, modelHash + options.toString())));
    }

    private float[][] invert(ImageSet set, Progress progress, Optional<PartialCodes> partial)
            throws IOException {
        float[][] codes = new float[set.size()][];
        int atOnce = torch.imagesAtOnce(options.batch(), set.height(), set.width());
        int done = partial.isPresent() ? partial.get().read(codes, atOnce) : 0;
        new Chunks(atOnce, progress)
                .<IOException>run(
                        set.size() - done,
                        (from, to) -> {
                            List<float[]> rows = codes(set, done + from, done + to, progress);
                            for (int i = 0; i < rows.size(); i++)
                                codes[done + from + i] = rows.get(i);
                            if (partial.isPresent()) partial.get().append(rows);
                        });
        long units = units(set.size());
        progress.step(PHASE, units, units);
        return codes;
    }

    private List<float[]> codes(ImageSet set, int from, int to, Progress progress) {
        List<Picture> pictures = IntStream.range(from, to).mapToObj(set::picture).toList();
        float[] x = batch(pictures, from, set.size(), progress);
        return IntStream.range(0, to - from).mapToObj(i -> restored(x, i)).toList();
    }

    /** Standardised latents, [N*D]. */
    private float[] batch(List<Picture> pictures, int from, int total, Progress progress) {
        try (NDScope scope = new NDScope()) {
            float[] x = encode(pictures);
            InversionLoss.Target target = loss.target(pictures);
            ArrayAdam adam = new ArrayAdam(x.length);
            Chunks parts = new Chunks(pictures.size(), torch.lanes(), progress);
            for (int step = 0; step < options.steps(); step++) {
                progress.step(PHASE, units(from) + (long) step * pictures.size(), units(total));
                adam.update(x, loss.gradient(x, target, step, parts), learningRate(step));
            }
            if (options.steps() > 0) loss.requireFinite(x, target, options.steps());
            return x;
        }
    }

    private float[] encode(List<Picture> pictures) {
        NDArray images = torch.images(pictures);
        return torch.ops().withoutGradients(() -> encoder.logits(images)).toFloatArray();
    }

    private float[] restored(float[] x, int image) {
        float[] code = new float[mean.length];
        for (int d = 0; d < code.length; d++)
            code[d] = mean[d] + spread[d] * x[image * mean.length + d];
        return code;
    }

    private long units(int images) {
        return (long) images * Math.max(1, options.steps());
    }

    private double learningRate(int step) {
        double t = (step + 0.5) / options.steps();
        double down = t < 0.75 ? 1 : 0.5 * (1 + StrictMath.cos(Math.PI * (t - 0.75) / 0.25));
        return options.learningRate() * down;
    }
}
