package io.github.planfiji.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.AdamOptions;
import io.github.planfiji.engine.Generator;
import io.github.planfiji.engine.LatentStatistics;
import io.github.planfiji.engine.Ops;
import io.github.planfiji.engine.ResNet;
import io.github.planfiji.engine.ResNetShape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Weights;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Trains the network that starts an inversion: image to w, in units of the spread of w around its
 * mean. Half of each batch are generated images, whose w is known; the other half are real ones,
 * whose reconstruction is compared with them. Resumes to the bit like {@link GanTrainer}.
 */
public final class EncoderTrainer implements AutoCloseable {

    private static final String PHASE = "Training the encoder";

    private final Torch torch;
    private final Ops ops;
    private final EncoderOptions options;
    private final Generator generator;
    private final LatentStatistics statistics;
    private final ImageSet set;
    private final Seed seed;
    private final Batches batches;
    private final NetInTraining state;

    /**
     * @param generator frozen while this trains; stays the caller's
     * @param statistics of that generator's w
     * @param set real images of the generator's size
     * @param start an encoder of this shape that finds w as an offset from the generator's mean, as
     *     the GAN's training leaves one; copied
     * @param folder where checkpoints are kept; a checkpoint there is resumed
     */
    public EncoderTrainer(
            Torch torch,
            Generator generator,
            LatentStatistics statistics,
            ImageSet set,
            ResNet start,
            EncoderOptions options,
            Path folder) {
        this.torch = torch;
        this.ops = torch.ops();
        this.options = options;
        this.generator = generator;
        this.statistics = statistics;
        this.set = set;
        this.seed = new Seed(options.seed()).derive("encoder");
        this.batches = new Batches(set.size(), seed);
        ResNetShape shape = start.shape();
        state =
                new NetInTraining(
                        torch,
                        shape,
                        standardized(ops, start, generator, statistics),
                        folder,
                        "encoder",
                        List.of(options, shape, set.size()));
    }

    /**
     * A copy whose output is not an offset from the mean of w, but stands in units of its spread.
     */
    static Weights standardized(
            Ops ops, ResNet start, Generator generator, LatentStatistics statistics) {
        Weights copy = ops.withoutGradients(() -> start.weights().duplicate());
        try (NDScope scope = new NDScope()) {
            NDArray bias = copy.get("fc.bias").add(generator.wMean());
            NDArray matrix = copy.get("fc.weight").div(statistics.spread().transpose());
            copy.get("fc.bias").set(statistics.standardize(bias).toFloatArray());
            copy.get("fc.weight").set(matrix.toFloatArray());
        }
        return copy;
    }

    /**
     * Trains up to the end.
     *
     * @return the trained network, which this trainer owns
     * @throws CanceledException if the user stopped; the checkpoint is saved first
     * @throws UserException if the loss is no longer finite
     */
    public ResNet train(Progress progress) {
        Pace pace =
                new Pace(state.step() * options.batch(), (long) options.steps() * options.batch());
        double savedAt = 0;
        try {
            while (state.step() < options.steps()) {
                progress.step(
                        PHASE,
                        state.step() * options.batch(),
                        (long) options.steps() * options.batch());
                double[] losses = step();
                if (state.step() % 100 == 0)
                    progress.note(
                            String.format(
                                    Locale.ROOT,
                                    "%s: step %d, latent %.3f, pixel %.4f, %s",
                                    PHASE,
                                    state.step(),
                                    losses[0],
                                    losses[1],
                                    pace.describe(state.step() * options.batch())));
                if (pace.seconds() - savedAt > options.checkpointMinutes() * 60) {
                    savedAt = pace.seconds();
                    state.save();
                }
            }
        } catch (CanceledException e) {
            state.save();
            throw e;
        }
        state.save();
        return state.net();
    }

    private double[] step() {
        SplittableRandom random = seed.stream("step " + state.step());
        try (NDScope scope = new NDScope()) {
            NDArray w = drawLatents(random);
            NDArray generated = ops.withoutGradients(() -> generator.synthesis(w));
            NDArray real =
                    torch.images(
                            Arrays.stream(batches.at(state.step(), options.batch()))
                                    .mapToObj(set::picture)
                                    .toList());
            NDArray codes =
                    state.net().logits(NDArrays.concat(new NDList(generated, real), 0), true);
            NDList halves = codes.split(2);
            NDArray latentLoss = halves.get(0).sub(statistics.standardize(w)).square().mean();
            NDArray rebuilt = generator.synthesis(statistics.restore(halves.get(1)));
            NDArray pixelLoss = rebuilt.sub(real).square().mean();
            NDArray loss = latentLoss.add(ops.scale(pixelLoss, options.pixelWeight()));
            double value = loss.getFloat();
            UserException.require(
                    Double.isFinite(value),
                    "The encoder's loss is no longer a number at step %d: train again with a learning rate below %s.",
                    state.step(),
                    options.learningRate());
            double rate =
                    options.learningRate()
                            * 0.5
                            * (1 + StrictMath.cos(Math.PI * state.step() / options.steps()));
            state.update(loss, AdamOptions.of(rate), 1);
            return new double[] {latentLoss.getFloat(), pixelLoss.getFloat()};
        }
    }

    private NDArray drawLatents(SplittableRandom random) {
        long[] classes = new long[options.batch()];
        for (int i = 0; i < classes.length; i++)
            classes[i] = generator.classes() == 0 ? 0 : random.nextInt(generator.classes());
        NDArray z = torch.normal(random, options.batch(), generator.zDim());
        return ops.withoutGradients(() -> generator.mapping(z, torch.indices(classes)));
    }

    @Override
    public void close() {
        state.close();
    }
}
