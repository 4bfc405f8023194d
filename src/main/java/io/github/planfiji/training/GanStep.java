package io.github.planfiji.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.AdamOptions;
import io.github.planfiji.engine.FeatureNet;
import io.github.planfiji.engine.NoiseMode;
import io.github.planfiji.engine.Ops;
import io.github.planfiji.engine.StyleGan2Shape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One step of a GAN: the discriminator on real and made images, its penalty when it is due, then
 * the generator. What is made comes from drawn latents or, on odd steps, from the codes of real
 * images. Draws from the seed and the step's number only.
 */
final class GanStep {

    /** Share of a batch by which the average w moves (Karras et al. 2019, appendix). */
    private static final double AVERAGE_W = 1 - 0.995;

    /** With less, codes huddle around the average, far inside of what is drawn. */
    private static final double MISPLACED_WEIGHT = 10;

    private static final AdamOptions ENCODER_ADAM = AdamOptions.of(0.001);

    private final Torch torch;
    private final Ops ops;
    private final GanOptions options;
    private final StyleGan2Shape shape;
    private final ImageSet set;
    private final Seed seed;
    private final GanNets nets;
    private final Batches batches;
    private final Augmentation augmentation;
    private final Reconstruction reconstruction;
    private final CodePlacement placement;

    GanStep(
            Torch torch,
            GanOptions options,
            StyleGan2Shape shape,
            ImageSet set,
            Seed seed,
            GanNets nets,
            List<FeatureNet> features) {
        this.torch = torch;
        this.ops = torch.ops();
        this.options = options;
        this.shape = shape;
        this.set = set;
        this.seed = seed;
        this.nets = nets;
        this.batches = new Batches(set.size(), seed);
        this.augmentation = new Augmentation(torch);
        this.reconstruction = new Reconstruction(ops, features);
        this.placement = new CodePlacement(torch, shape, set, nets.generator());
    }

    /**
     * @param generatorLoss its adversarial part
     * @param distance of rebuilt images to the real ones; NaN where none were rebuilt
     * @param realSigns mean sign of D on real images, the measure of overfitting
     */
    record Outcome(
            double discriminatorLoss, double generatorLoss, double distance, double realSigns) {}

    /**
     * @param step 0-based
     * @param augment probability of each kind of augmentation
     * @param progress is asked between the parts of the step; a user who stops leaves it half done
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    Outcome run(long step, double augment, Progress progress) {
        SplittableRandom random = seed.stream("step " + step);
        int[] indices = batches.at(step, options.batch());
        boolean rebuilds = options.reconstruction() > 0 && step % 2 == 1;
        double[] judged = discriminatorStep(indices, rebuilds, augment, random, progress);
        if (options.r1Gamma() > 0 && step % options.r1Interval() == 0)
            penaltyStep(indices, augment, random, progress);
        progress.checkCanceled();
        double[] made =
                rebuilds
                        ? rebuildingStep(indices, augment, random, progress)
                        : generatorStep(augment, random, progress);
        return new Outcome(judged[0], made[0], made[1], judged[1]);
    }

    /** Loss, and mean sign of D on real images. */
    private double[] discriminatorStep(
            int[] indices,
            boolean rebuilds,
            double augment,
            SplittableRandom random,
            Progress progress) {
        try (NDScope scope = new NDScope()) {
            NDArray real = realImages(indices, random);
            NDArray realClasses = classesOf(indices);
            NDArray fakeClasses = rebuilds ? realClasses : drawClasses(random);
            NDArray fake =
                    ops.withoutGradients(
                            () ->
                                    rebuilds
                                            ? synthesis(decoded(encode(real, false)), random)
                                            : generate(fakeClasses, random));
            NDArray fakeLogits =
                    nets.discriminator()
                            .apply(augmentation.apply(fake, augment, random), fakeClasses);
            NDArray realLogits =
                    nets.discriminator()
                            .apply(augmentation.apply(real, augment, random), realClasses);
            NDArray loss = ops.softplusMean(fakeLogits).add(ops.softplusMean(realLogits.neg()));
            progress.checkCanceled();
            updateDiscriminator(loss);
            return new double[] {loss.getFloat(), realLogits.sign().mean().getFloat()};
        }
    }

    /**
     * R1: gamma / 2 times the mean squared norm of D's gradient at real images, times the interval.
     */
    private void penaltyStep(
            int[] indices, double augment, SplittableRandom random, Progress progress) {
        progress.checkCanceled();
        try (NDScope scope = new NDScope()) {
            NDArray real =
                    ops.withoutGradients(
                                    () ->
                                            augmentation.apply(
                                                    realImages(indices, random), augment, random))
                            .duplicate();
            real.setRequiresGradient(true);
            NDArray logits = nets.discriminator().apply(real, classesOf(indices));
            NDArray gradient = ops.differentiableGradients(logits.sum(), List.of(real)).get(0);
            NDArray penalty = gradient.square().sum(new int[] {1, 2, 3}).mean();
            progress.checkCanceled();
            updateDiscriminator(ops.scale(penalty, options.r1Gamma() / 2 * options.r1Interval()));
        }
    }

    private double[] generatorStep(double augment, SplittableRandom random, Progress progress) {
        try (NDScope scope = new NDScope()) {
            NDArray classes = drawClasses(random);
            NDArray loss = adversarialLoss(generate(classes, random), classes, augment, random);
            progress.checkCanceled();
            nets.updateGenerator(loss, generatorAdam());
            return new double[] {loss.getFloat(), Double.NaN};
        }
    }

    /**
     * The generator on codes of real images, and the encoder on them and on drawn latents, which it
     * has to find again.
     *
     * @return the adversarial part of the loss, and the distance to the real images
     */
    private double[] rebuildingStep(
            int[] indices, double augment, SplittableRandom random, Progress progress) {
        try (NDScope scope = new NDScope()) {
            NDArray real = realImages(indices, random);
            NDArray drawnClasses = drawClasses(random);
            NDArray w = ops.withoutGradients(() -> draw(drawnClasses, random));
            NDArray made = ops.withoutGradients(() -> synthesis(broadcast(w), random));
            int[] classmates = placement.classmates(random);
            NDArray others = realImages(classmates, random);
            int batch = options.batch();
            NDList codes =
                    encode(NDArrays.concat(new NDList(made, real, others), 0), true)
                            .split(new long[] {batch, 2L * batch});
            NDArray found = codes.get(0).sub(w.sub(nets.generator().wMean())).square().mean();
            NDArray misplaced =
                    placement.distance(codes.get(2), set.classOf(classmates[0]), random);
            progress.checkCanceled();
            NDArray rebuilt = synthesis(decoded(codes.get(1)), random);
            NDArray distance = reconstruction.distance(rebuilt, real);
            NDArray adversarial = adversarialLoss(rebuilt, classesOf(indices), augment, random);
            NDArray loss =
                    adversarial
                            .add(ops.scale(distance, options.reconstruction()))
                            .add(found)
                            .add(ops.scale(misplaced, MISPLACED_WEIGHT));
            progress.checkCanceled();
            nets.updateGeneratorAndEncoder(loss, generatorAdam(), ENCODER_ADAM);
            return new double[] {adversarial.getFloat(), distance.getFloat()};
        }
    }

    private NDArray adversarialLoss(
            NDArray images, NDArray classes, double augment, SplittableRandom random) {
        NDArray seen = augmentation.apply(images, augment, random);
        return ops.softplusMean(nets.discriminator().apply(seen, classes).neg());
    }

    private void updateDiscriminator(NDArray loss) {
        // lazy regularisation adds steps, so rate and betas are corrected
        double ratio =
                options.r1Gamma() > 0 ? options.r1Interval() / (options.r1Interval() + 1.0) : 1;
        nets.updateDiscriminator(
                loss,
                new AdamOptions(options.learningRate() * ratio, 0, Math.pow(0.99, ratio), 1e-8));
    }

    private AdamOptions generatorAdam() {
        return new AdamOptions(options.learningRate(), 0, 0.99, 1e-8);
    }

    /** Offsets from the average w, [N,wDim]. */
    private NDArray encode(NDArray images, boolean training) {
        return nets.encoder().logits(images, training);
    }

    private List<NDArray> decoded(NDArray codes) {
        return broadcast(codes.add(nets.generator().wMean()));
    }

    private List<NDArray> broadcast(NDArray w) {
        return Collections.nCopies(shape.numWs(), w);
    }

    private NDArray synthesis(List<NDArray> ws, SplittableRandom random) {
        return nets.generator().synthesis(ws, NoiseMode.RANDOM, random);
    }

    private NDArray draw(NDArray classes, SplittableRandom random) {
        return nets.generator()
                .mapping(torch.normal(random, options.batch(), shape.zDim()), classes);
    }

    /** Images of drawn latents, some of them of two latents (Karras et al. 2019, section 3.1). */
    private NDArray generate(NDArray classes, SplittableRandom random) {
        NDArray w = draw(classes, random);
        List<NDArray> ws = new ArrayList<>(broadcast(w));
        NDArray mean = ops.withoutGradients(() -> w.mean(new int[] {0}));
        nets.generator().moveMean(torch, mean, AVERAGE_W);
        if (random.nextDouble() < options.styleMixing()) {
            NDArray other = draw(classes, random);
            int cut = 1 + random.nextInt(shape.numWs() - 1);
            for (int layer = cut; layer < shape.numWs(); layer++) ws.set(layer, other);
        }
        return synthesis(ws, random);
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
}
