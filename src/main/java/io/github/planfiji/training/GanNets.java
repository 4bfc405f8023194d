package io.github.planfiji.training;

import ai.djl.ndarray.NDArray;
import io.github.planfiji.engine.Adam;
import io.github.planfiji.engine.AdamOptions;
import io.github.planfiji.engine.Discriminator;
import io.github.planfiji.engine.Ops;
import io.github.planfiji.engine.ResNet;
import io.github.planfiji.engine.ResNetShape;
import io.github.planfiji.engine.StyleGan2Generator;
import io.github.planfiji.engine.StyleGan2Shape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Weights;
import io.github.planfiji.run.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks of a GAN in training with their optimisers, as one unit that is saved and restored.
 */
final class GanNets implements AutoCloseable {

    private static final String DISCRIMINATOR_ADAM = "adam.d.";

    private final Torch torch;
    private final Ops ops;
    private final StyleGan2Generator generator;
    private final StyleGan2Generator average;
    private final Discriminator discriminator;
    private final ResNet encoder;
    private final Adam generatorAdam;
    private final Adam discriminatorAdam;
    private final Adam encoderAdam;

    /** Newly drawn networks. */
    GanNets(Torch torch, StyleGan2Shape shape, Seed seed) {
        this.torch = torch;
        this.ops = torch.ops();
        generator =
                new StyleGan2Generator(
                        torch,
                        shape,
                        StyleGan2Generator.init(torch, shape, seed.stream("generator")));
        average = new StyleGan2Generator(torch, shape, generator.weights().duplicate());
        discriminator =
                new Discriminator(
                        torch,
                        shape,
                        Discriminator.init(torch, shape, seed.stream("discriminator")));
        ResNetShape encoderShape =
                ResNetShape.forImages(shape.channels(), shape.resolution(), shape.wDim());
        encoder =
                new ResNet(
                        torch,
                        encoderShape,
                        ResNet.init(torch, encoderShape, seed.stream("encoder")));
        generatorAdam = new Adam(torch, generator.weights().trainable());
        discriminatorAdam = new Adam(torch, discriminator.weights().trainable());
        encoderAdam = new Adam(torch, encoder.weights().trainable());
    }

    StyleGan2Generator generator() {
        return generator;
    }

    /** The moving average of the generator. */
    StyleGan2Generator average() {
        return average;
    }

    Discriminator discriminator() {
        return discriminator;
    }

    /** Images to w, as an offset from the generator's average w. */
    ResNet encoder() {
        return encoder;
    }

    /** From now on losses can be differentiated by the weights. */
    void requireGradients() {
        generator.weights().requireGradients(true);
        discriminator.weights().requireGradients(true);
        encoder.weights().requireGradients(true);
    }

    void updateGenerator(NDArray loss, AdamOptions options) {
        generatorAdam.update(ops.gradients(loss, generator.weights().trainable()), options);
    }

    /** One step of both down the gradient of one loss. */
    void updateGeneratorAndEncoder(
            NDArray loss, AdamOptions generatorOptions, AdamOptions encoderOptions) {
        List<NDArray> ours = generator.weights().trainable();
        List<NDArray> all = new ArrayList<>(ours);
        all.addAll(encoder.weights().trainable());
        List<NDArray> gradients = ops.gradients(loss, all);
        generatorAdam.update(gradients.subList(0, ours.size()), generatorOptions);
        encoderAdam.update(gradients.subList(ours.size(), all.size()), encoderOptions);
    }

    void updateDiscriminator(NDArray loss, AdamOptions options) {
        discriminatorAdam.update(ops.gradients(loss, discriminator.weights().trainable()), options);
    }

    /** Moves the average towards the generator. */
    void updateAverage(double share) {
        ops.lerp(average.weights().all(), generator.weights().all(), share);
    }

    /** A copy of what a step changes before its last update, for {@link #giveUpStep}. */
    Weights beforeStep() {
        return ops.withoutGradients(() -> changedEarly().duplicate());
    }

    /**
     * Takes a step back that has not come to its last update.
     *
     * @param steps that had been done before it
     */
    void giveUpStep(Weights before, Steps steps) {
        changedEarly().copyFrom(torch, before);
        discriminatorAdam.loadFrom(before, DISCRIMINATOR_ADAM, steps.discriminator());
    }

    /** The discriminator, the mean of w, and the encoder's running statistics. */
    private Weights changedEarly() {
        Weights changed = new Weights();
        changed.putAll("d.", discriminator.weights());
        discriminatorAdam.saveTo(changed, DISCRIMINATOR_ADAM);
        changed.put("mean", generator.weights().get("mapping.w_avg"));
        Weights all = encoder.weights();
        for (String name : all.names())
            if (name.contains("running_")) changed.put("e." + name, all.get(name));
        return changed;
    }

    /** Everything to save; the arrays stay owned here. */
    Weights checkpoint() {
        Weights all = new Weights();
        all.putAll("g.", generator.weights());
        all.putAll("ema.", average.weights());
        all.putAll("d.", discriminator.weights());
        all.putAll("e.", encoder.weights());
        generatorAdam.saveTo(all, "adam.g.");
        discriminatorAdam.saveTo(all, DISCRIMINATOR_ADAM);
        encoderAdam.saveTo(all, "adam.e.");
        return all;
    }

    /** Steps that each optimiser has done. */
    record Steps(long generator, long discriminator, long encoder) {}

    Steps steps() {
        return new Steps(generatorAdam.step(), discriminatorAdam.step(), encoderAdam.step());
    }

    /** Takes everything back, with the steps done when it was saved. */
    void restore(Weights saved, Steps steps) {
        generator.weights().copyFrom(torch, saved.withPrefix("g."));
        average.weights().copyFrom(torch, saved.withPrefix("ema."));
        discriminator.weights().copyFrom(torch, saved.withPrefix("d."));
        encoder.weights().copyFrom(torch, saved.withPrefix("e."));
        generatorAdam.loadFrom(saved, "adam.g.", steps.generator());
        discriminatorAdam.loadFrom(saved, DISCRIMINATOR_ADAM, steps.discriminator());
        encoderAdam.loadFrom(saved, "adam.e.", steps.encoder());
    }

    @Override
    public void close() {
        generatorAdam.close();
        discriminatorAdam.close();
        encoderAdam.close();
        generator.weights().close();
        average.weights().close();
        discriminator.weights().close();
        encoder.weights().close();
    }
}
