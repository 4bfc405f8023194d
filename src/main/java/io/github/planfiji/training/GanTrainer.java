package io.github.planfiji.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.engine.Discriminator;
import io.github.planfiji.engine.FeatureNet;
import io.github.planfiji.engine.Ops;
import io.github.planfiji.engine.ResNet;
import io.github.planfiji.engine.StyleGan2Generator;
import io.github.planfiji.engine.StyleGan2Shape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Weights;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Trains StyleGAN2 with the non-saturating logistic loss, lazy R1 with exact second derivatives, a
 * moving average of the generator and adaptive differentiable augmentation. Every step draws from
 * the seed and its own number, so a resumed run ends with the bytes of an undisturbed one (same
 * machine, same number of threads).
 */
public final class GanTrainer implements AutoCloseable {

    private static final String PHASE = "Training the GAN";
    private static final String CHECKPOINT = "gan";

    /** Steps between two adjustments of the augmentation probability (Karras et al. 2020b). */
    private static final int ADJUST_INTERVAL = 4;

    private final Torch torch;
    private final Ops ops;
    private final GanOptions options;
    private final ImageSet set;
    private final StyleGan2Shape shape;
    private final Seed seed;
    private final Checkpoints checkpoints;

    private final GanNets nets;
    private final GanStep gan;
    private GanState state;

    /**
     * @param set square images of the shape's resolution and channels; its classes are the
     *     conditions of a conditional network
     * @param features in which rebuilt images are compared with the real ones, beside their pixels;
     *     frozen, stays the caller's
     * @param folder where checkpoints are kept; a checkpoint there is resumed
     * @throws UserException if the images do not fit the shape, or a checkpoint there was made with
     *     other options
     */
    public GanTrainer(
            Torch torch,
            StyleGan2Shape shape,
            ImageSet set,
            GanOptions options,
            List<FeatureNet> features,
            Path folder) {
        UserException.require(
                set.height() == shape.resolution()
                        && set.width() == shape.resolution()
                        && set.channels() == shape.channels(),
                "The images are %d x %d x %d, the network makes %d x %d x %d: open the images at the network's size.",
                set.channels(),
                set.height(),
                set.width(),
                shape.channels(),
                shape.resolution(),
                shape.resolution());
        UserException.require(
                shape.classes() == 0 || shape.classes() == set.classes().size(),
                "The network has %d classes, the images have %d.",
                shape.classes(),
                set.classes().size());
        this.torch = torch;
        this.ops = torch.ops();
        this.options = options;
        this.set = set;
        this.shape = shape;
        this.seed = new Seed(options.seed()).derive("gan");
        this.checkpoints = new Checkpoints(folder, CHECKPOINT);
        nets = new GanNets(torch, shape, seed);
        state = new GanState(0, nets.steps(), 0, 0);
        gan = new GanStep(torch, options, shape, set, seed, nets, features);
        if (checkpoints.exists()) resume();
        nets.requireGradients();
    }

    /**
     * Steps done, steps of the optimisers, augmentation probability, and the sum of sign D(real)
     * since its last change.
     */
    private record GanState(long step, GanNets.Steps updates, double augment, double signSum) {}

    /** Called every so often with sample images of the averaged generator. */
    @FunctionalInterface
    public interface SampleSheet {
        void show(long imagesShown, List<Picture> samples);
    }

    /** Whether a folder has a checkpoint to go on from. */
    static boolean hasCheckpoint(Path folder) {
        return new Checkpoints(folder, CHECKPOINT).exists();
    }

    /**
     * Trains up to the end, or as long as the schedule allows.
     *
     * @return the averaged generator, which this trainer owns
     * @throws CanceledException if the user stopped; the checkpoint is saved first
     * @throws UserException if the losses are no longer finite
     */
    public StyleGan2Generator train(Schedule schedule, Progress progress, SampleSheet sheet) {
        Pace pace = new Pace(state.step * options.batch(), options.steps() * options.batch());
        double savedAt = 0;
        double distance = Double.NaN;
        try {
            while (state.step < options.steps() && !schedule.isOver(pace.seconds())) {
                progress.step(
                        PHASE, state.step * options.batch(), options.steps() * options.batch());
                GanStep.Outcome losses = step(progress);
                if (Double.isFinite(losses.distance())) distance = losses.distance();
                if (pace.seconds() - savedAt > schedule.checkpointMinutes() * 60) {
                    savedAt = pace.seconds();
                    save();
                    sheet.show(state.step * options.batch(), samples(36));
                    progress.note(
                            String.format(
                                    Locale.ROOT,
                                    "%.1f kimg, %s, loss D %.3f G %.3f, rebuilt %.4f, augmentation %.3f",
                                    state.step * options.batch() / 1000.0,
                                    pace.describe(state.step * options.batch()),
                                    losses.discriminatorLoss(),
                                    losses.generatorLoss(),
                                    distance,
                                    state.augment));
                }
            }
        } catch (CanceledException e) {
            save();
            throw e;
        }
        save();
        sheet.show(state.step * options.batch(), samples(36));
        return nets.average();
    }

    /** The averaged generator as it stands. */
    public StyleGan2Generator average() {
        return nets.average();
    }

    /** The encoder as it stands: images to w, as an offset from the generator's mean w. */
    public ResNet encoder() {
        return nets.encoder();
    }

    /** The discriminator as it stands: private, for checkpoints and fine-tuning only. */
    public Discriminator discriminator() {
        return nets.discriminator();
    }

    /** Images shown so far. */
    public long imagesShown() {
        return state.step * options.batch();
    }

    /**
     * One step, however long the training is to be; saves nothing.
     *
     * @throws CanceledException if the user stopped; all is as before the step then
     */
    GanStep.Outcome step(Progress progress) {
        GanStep.Outcome outcome = wholeOrNone(progress);
        UserException.require(
                Double.isFinite(outcome.discriminatorLoss())
                        && Double.isFinite(outcome.generatorLoss()),
                "The GAN's loss is no longer a number at step %d (D %s, G %s): the last checkpoint is whole; train again from there with a smaller learning rate.",
                state.step,
                outcome.discriminatorLoss(),
                outcome.generatorLoss());
        averageStep();
        adjustAugmentation(outcome.realSigns());
        return outcome;
    }

    private GanStep.Outcome wholeOrNone(Progress progress) {
        try (Weights before = nets.beforeStep()) {
            try {
                return gan.run(state.step, state.augment, progress);
            } catch (CanceledException e) {
                nets.giveUpStep(before, state.updates);
                throw e;
            }
        }
    }

    private void averageStep() {
        double kimg =
                Math.min(
                        options.emaKimg(),
                        Math.max(state.step, 1) * options.batch() / 1000.0 * 0.05 + 0.01);
        double keep = Math.pow(0.5, options.batch() / (kimg * 1000));
        nets.updateAverage(1 - keep);
    }

    private void adjustAugmentation(double realSigns) {
        long step = state.step + 1;
        double augment = state.augment;
        double signs = state.signSum + realSigns;
        if (step % ADJUST_INTERVAL == 0) {
            double direction = Math.signum(signs / ADJUST_INTERVAL - options.augmentTarget());
            if (options.augmentTarget() > 0)
                augment =
                        Math.max(
                                0,
                                Math.min(
                                        0.9,
                                        augment
                                                + direction
                                                        * options.batch()
                                                        * ADJUST_INTERVAL
                                                        / (options.augmentKimg() * 1000)));
            signs = 0;
        }
        state = new GanState(step, nets.steps(), augment, signs);
    }

    /** Sample images of the averaged generator, always of the same latents, truncated to 0.8. */
    private List<Picture> samples(int count) {
        SplittableRandom random = seed.stream("samples");
        try (NDScope scope = new NDScope()) {
            return ops.withoutGradients(
                    () -> {
                        NDArray z = torch.normal(random, count, shape.zDim());
                        long[] cycle = new long[count];
                        for (int i = 0; i < count; i++)
                            cycle[i] = shape.classes() == 0 ? 0 : i % shape.classes();
                        NDArray w =
                                nets.average()
                                        .truncate(
                                                nets.average().mapping(z, torch.indices(cycle)),
                                                0.8);
                        return Torch.pictures(nets.average().synthesis(w));
                    });
        }
    }

    private void save() {
        checkpoints.save(
                state.step, List.of(options.ofAnyLength(), shape), state, nets.checkpoint());
    }

    private void resume() {
        state = checkpoints.state(List.of(options.ofAnyLength(), shape), GanState.class);
        try (Weights saved = checkpoints.weights(torch)) {
            nets.restore(saved, state.updates);
        }
    }

    @Override
    public void close() {
        nets.close();
    }
}
