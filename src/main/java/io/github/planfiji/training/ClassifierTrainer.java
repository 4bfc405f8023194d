package io.github.planfiji.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.engine.AdamOptions;
import io.github.planfiji.engine.Evaluation;
import io.github.planfiji.engine.FrozenResNet;
import io.github.planfiji.engine.Ops;
import io.github.planfiji.engine.ResNet;
import io.github.planfiji.engine.ResNetShape;
import io.github.planfiji.engine.Torch;
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
 * Trains a residual network by cross-entropy. The last weights are the result; held-out images are
 * looked at once, afterwards, so they select nothing. Every step draws from the seed and its own
 * number, so a resumed run ends with the bytes of an undisturbed one (same machine, same number of
 * threads).
 */
public final class ClassifierTrainer implements AutoCloseable {

    private final Torch torch;
    private final Ops ops;
    private final ClassifierOptions options;
    private final ImageSet train;
    private final ImageSet heldOut;
    private final int[] labels;
    private final Seed seed;
    private final Batches batches;
    private final Distortion distortion;
    private final long steps;
    private final NetInTraining state;

    /**
     * @param train images to train on; the network numbers classes or patients as this set does
     * @param heldOut images that only measure, numbered alike: for {@link Target#IDENTITY} further
     *     images of the same patients, for {@link Target#CONDITION} images of other patients, see
     *     {@link io.github.planfiji.dataset.Splits}
     * @param folder where checkpoints are kept; a checkpoint there is resumed
     * @throws UserException if the sets do not fit the shape or each other, or a checkpoint there
     *     was made with other options
     */
    public ClassifierTrainer(
            Torch torch,
            ResNetShape shape,
            ImageSet train,
            ImageSet heldOut,
            ClassifierOptions options,
            Path folder) {
        options.target().requireApart(train, heldOut);
        int classes = options.target().count(train);
        UserException.require(
                shape.classes() == classes,
                "The network tells %d classes apart, the images have %d.",
                shape.classes(),
                classes);
        this.torch = torch;
        this.ops = torch.ops();
        this.options = options;
        this.train = train;
        this.heldOut = heldOut;
        this.labels = options.target().labels(train);
        String name = options.target().name().toLowerCase(Locale.ROOT);
        this.seed = new Seed(options.seed()).derive(name);
        this.batches = new Batches(train.size(), seed);
        this.distortion = new Distortion(options.distortion());
        this.steps = options.steps(train.size());
        state =
                new NetInTraining(
                        torch,
                        shape,
                        ResNet.init(torch, shape, seed.stream("network")),
                        folder,
                        name,
                        List.of(options, shape, labels.length));
    }

    /**
     * Trains up to the end and measures.
     *
     * @return the trained network; the caller closes it
     * @throws CanceledException if the user stopped; the checkpoint is saved first
     * @throws UserException if the loss is no longer finite
     */
    public TrainedClassifier train(Progress progress) {
        int batch = options.batch();
        String phase = "Training the " + options.target().name().toLowerCase(Locale.ROOT) + " net";
        Pace pace = new Pace(state.step() * batch, steps * batch);
        double savedAt = 0;
        long noteInterval = Math.max(1, steps / options.epochs());
        try {
            while (state.step() < steps) {
                progress.step(phase, state.step() * batch, steps * batch);
                double loss = step();
                if (state.step() % noteInterval == 0)
                    progress.note(
                            String.format(
                                    Locale.ROOT,
                                    "%s: epoch %.1f, loss %.3f, %s",
                                    phase,
                                    (double) state.step() * batch / labels.length,
                                    loss,
                                    pace.describe(state.step() * batch)));
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
        return new TrainedClassifier(
                state.net().shape(), state.net().weights().duplicate(), measure(progress));
    }

    private double step() {
        SplittableRandom random = seed.stream("step " + state.step());
        int[] indices = batches.at(state.step(), options.batch());
        List<Picture> pictures =
                Arrays.stream(indices)
                        .mapToObj(i -> distortion.apply(train.picture(i), random))
                        .toList();
        try (NDScope scope = new NDScope()) {
            NDArray logits = state.net().logits(torch.images(pictures), true);
            NDArray loss = crossEntropy(logits, indices);
            double value = loss.getFloat();
            UserException.require(
                    Double.isFinite(value),
                    "The classifier's loss is no longer a number at step %d: train again with a learning rate below %s.",
                    state.step(),
                    options.learningRate());
            double rate = learningRate();
            state.update(loss, AdamOptions.of(rate), 1 - rate * options.weightDecay());
            return value;
        }
    }

    /** The mean over the batch of minus the log-probability of the smoothed labels. */
    private NDArray crossEntropy(NDArray logits, int[] indices) {
        int classes = state.net().shape().classes();
        float[] wanted = new float[indices.length * classes];
        Arrays.fill(wanted, (float) (options.labelSmoothing() / classes));
        for (int i = 0; i < indices.length; i++)
            wanted[i * classes + labels[indices[i]]] += (float) (1 - options.labelSmoothing());
        NDArray targets = torch.array(wanted, indices.length, classes);
        return ops.scale(logits.logSoftmax(1).mul(targets).sum(), -1.0 / indices.length);
    }

    private double learningRate() {
        return options.learningRate() * 0.5 * (1 + StrictMath.cos(Math.PI * state.step() / steps));
    }

    private ClassifierFigures measure(Progress progress) {
        try (FrozenResNet frozen =
                FrozenResNet.of(torch, state.net().shape(), state.net().weights())) {
            return ClassifierFigures.of(
                    options.target().labels(heldOut),
                    Evaluation.predict(torch, frozen, heldOut, progress),
                    state.net().shape().classes());
        }
    }

    @Override
    public void close() {
        state.close();
    }
}
