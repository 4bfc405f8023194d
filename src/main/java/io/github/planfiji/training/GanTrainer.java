package io.github.planfiji.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.engine.AdamOptions;
import io.github.planfiji.engine.Discriminator;
import io.github.planfiji.engine.NoiseMode;
import io.github.planfiji.engine.Ops;
import io.github.planfiji.engine.StyleGan2Generator;
import io.github.planfiji.engine.StyleGan2Shape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Weights;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** Steps between two adjustments of the augmentation probability (Karras et al. 2020b). */
    private static final int ADJUST_INTERVAL = 4;

    private final Torch torch;
    private final Ops ops;
    private final GanOptions options;
    private final ImageSet set;
    private final StyleGan2Shape shape;
    private final Seed seed;
    private final Batches batches;
    private final Augmentation augmentation;
    private final Checkpoints checkpoints;

    private final GanNets nets;
    private GanState state = new GanState(0, 0, 0, 0);

    /**
     * @param set square images of the shape's resolution and channels; its classes are the
     *     conditions of a conditional network
     * @param folder where checkpoints are kept; a checkpoint there is resumed
     * @throws UserException if the images do not fit the shape, or a checkpoint there was made with
     *     other options
     */
    public GanTrainer(
            Torch torch, StyleGan2Shape shape, ImageSet set, GanOptions options, Path folder) {
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
        this.batches = new Batches(set.size(), seed);
        this.augmentation = new Augmentation(torch);
        this.checkpoints = new Checkpoints(folder, "gan");
        nets = new GanNets(torch, shape, seed);
        if (checkpoints.exists()) resume();
        nets.requireGradients();
    }

    /**
     * Steps done, Adam steps of D, augmentation probability, and the sum of sign D(real) since its
     * last change.
     */
    private record GanState(long step, long discriminatorUpdates, double augment, double signSum) {}

    /** Called every so often with sample images of the averaged generator. */
    @FunctionalInterface
    public interface SampleSheet {
        void show(long imagesShown, List<Picture> samples);
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
        try {
            while (state.step < options.steps() && !schedule.isOver(pace.seconds())) {
                progress.step(
                        PHASE, state.step * options.batch(), options.steps() * options.batch());
                double[] losses = step();
                if (pace.seconds() - savedAt > schedule.checkpointMinutes() * 60) {
                    savedAt = pace.seconds();
                    save();
                    sheet.show(state.step * options.batch(), samples(36));
                    progress.note(
                            String.format(
                                    Locale.ROOT,
                                    "%.1f kimg, %s, loss D %.3f G %.3f, augmentation %.3f",
                                    state.step * options.batch() / 1000.0,
                                    pace.describe(state.step * options.batch()),
                                    losses[0],
                                    losses[1],
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

    /** The discriminator as it stands: private, for checkpoints and fine-tuning only. */
    public Discriminator discriminator() {
        return nets.discriminator();
    }

    /** Images shown so far. */
    public long imagesShown() {
        return state.step * options.batch();
    }

    private double[] step() {
        SplittableRandom random = seed.stream("step " + state.step);
        double discriminatorLoss = discriminatorStep(random);
        if (options.r1Gamma() > 0 && state.step % options.r1Interval() == 0) penaltyStep(random);
        double generatorLoss = generatorStep(random);
        UserException.require(
                Double.isFinite(discriminatorLoss) && Double.isFinite(generatorLoss),
                "The GAN's loss is no longer a number at step %d (D %s, G %s): the last checkpoint is whole; train again from there with a smaller learning rate.",
                state.step,
                discriminatorLoss,
                generatorLoss);
        averageStep();
        adjustAugmentation();
        return new double[] {discriminatorLoss, generatorLoss};
    }

    private double discriminatorStep(SplittableRandom random) {
        try (NDScope scope = new NDScope()) {
            NDArray classes = drawClasses(random);
            NDArray fake = ops.withoutGradients(() -> generate(classes, random));
            NDArray fakeLogits =
                    nets.discriminator()
                            .apply(augmentation.apply(fake, state.augment, random), classes);
            int[] indices = batches.at(state.step, options.batch());
            NDArray real = augmentation.apply(realImages(indices, random), state.augment, random);
            NDArray realLogits = nets.discriminator().apply(real, classesOf(indices));
            NDArray loss = ops.softplusMean(fakeLogits).add(ops.softplusMean(realLogits.neg()));
            updateDiscriminator(loss);
            double signs = realLogits.sign().mean().getFloat();
            state =
                    new GanState(
                            state.step,
                            state.discriminatorUpdates,
                            state.augment,
                            state.signSum + signs);
            return loss.getFloat();
        }
    }

    /**
     * R1: gamma / 2 times the mean squared norm of D's gradient at real images, times the interval.
     */
    private void penaltyStep(SplittableRandom random) {
        try (NDScope scope = new NDScope()) {
            int[] indices = batches.at(state.step, options.batch());
            NDArray real =
                    ops.withoutGradients(
                                    () ->
                                            augmentation.apply(
                                                    realImages(indices, random),
                                                    state.augment,
                                                    random))
                            .duplicate();
            real.setRequiresGradient(true);
            NDArray logits = nets.discriminator().apply(real, classesOf(indices));
            NDArray gradient = ops.differentiableGradients(logits.sum(), List.of(real)).get(0);
            NDArray penalty = gradient.square().sum(new int[] {1, 2, 3}).mean();
            updateDiscriminator(ops.scale(penalty, options.r1Gamma() / 2 * options.r1Interval()));
        }
    }

    private void updateDiscriminator(NDArray loss) {
        nets.updateDiscriminator(
                loss, adamOptions(options.r1Gamma() > 0 ? options.r1Interval() : 0));
        state =
                new GanState(
                        state.step, state.discriminatorUpdates + 1, state.augment, state.signSum);
    }

    private double generatorStep(SplittableRandom random) {
        try (NDScope scope = new NDScope()) {
            NDArray classes = drawClasses(random);
            NDArray images = augmentation.apply(generate(classes, random), state.augment, random);
            NDArray loss = ops.softplusMean(nets.discriminator().apply(images, classes).neg());
            nets.updateGenerator(loss, adamOptions(0));
            return loss.getFloat();
        }
    }

    /**
     * Lazy regularisation adds steps, so rate and betas are corrected (Karras et al. 2020, appendix
     * B).
     */
    private AdamOptions adamOptions(int lazyInterval) {
        double ratio = lazyInterval == 0 ? 1 : lazyInterval / (lazyInterval + 1.0);
        return new AdamOptions(options.learningRate() * ratio, 0, Math.pow(0.99, ratio), 1e-8);
    }

    private NDArray generate(NDArray classes, SplittableRandom random) {
        NDArray w =
                nets.generator()
                        .mapping(torch.normal(random, options.batch(), shape.zDim()), classes);
        List<NDArray> ws = new ArrayList<>(java.util.Collections.nCopies(shape.numWs(), w));
        NDArray mean = ops.withoutGradients(() -> w.mean(new int[] {0}));
        ops.lerp(nets.generator().weights().get("mapping.w_avg"), mean, 1 - 0.995);
        if (random.nextDouble() < options.styleMixing()) {
            NDArray other =
                    nets.generator()
                            .mapping(torch.normal(random, options.batch(), shape.zDim()), classes);
            int cut = 1 + random.nextInt(shape.numWs() - 1);
            for (int layer = cut; layer < shape.numWs(); layer++) ws.set(layer, other);
        }
        return nets.generator().synthesis(ws, NoiseMode.RANDOM, random);
    }

    private NDArray realImages(int[] indices, SplittableRandom random) {
        NDArray images = torch.images(Arrays.stream(indices).mapToObj(set::picture).toList());
        if (!options.mirror()) return images;
        float[] flips = new float[indices.length];
        for (int i = 0; i < flips.length; i++) flips[i] = random.nextBoolean() ? 1 : 0;
        return images.add(
                images.flip(3).sub(images).mul(torch.array(flips, flips.length, 1, 1, 1)));
    }

    private NDArray classesOf(int[] indices) {
        return shape.classes() == 0
                ? null
                : torch.indices(Arrays.stream(indices).mapToLong(set::classOf).toArray());
    }

    /** Classes as frequent as in the set. */
    private NDArray drawClasses(SplittableRandom random) {
        if (shape.classes() == 0) return null;
        long[] drawn = new long[options.batch()];
        for (int i = 0; i < drawn.length; i++) drawn[i] = set.classOf(random.nextInt(set.size()));
        return torch.indices(drawn);
    }

    private void averageStep() {
        double kimg =
                Math.min(
                        options.emaKimg(),
                        Math.max(state.step, 1) * options.batch() / 1000.0 * 0.05 + 0.01);
        double keep = Math.pow(0.5, options.batch() / (kimg * 1000));
        nets.updateAverage(1 - keep);
    }

    private void adjustAugmentation() {
        long step = state.step + 1;
        double augment = state.augment;
        double signs = state.signSum;
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
        state = new GanState(step, state.discriminatorUpdates, augment, signs);
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
            nets.restore(saved, state.step, state.discriminatorUpdates);
        }
    }

    @Override
    public void close() {
        nets.close();
    }
}
