package io.github.planfiji.training;

import ai.djl.ndarray.NDArray;
import io.github.planfiji.engine.Adam;
import io.github.planfiji.engine.AdamOptions;
import io.github.planfiji.engine.Discriminator;
import io.github.planfiji.engine.Ops;
import io.github.planfiji.engine.StyleGan2Generator;
import io.github.planfiji.engine.StyleGan2Shape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Weights;
import io.github.planfiji.run.Seed;

/**
 * The networks of a GAN in training with their optimisers, as one unit that is saved and restored.
 */
final class GanNets implements AutoCloseable {

    private final Torch torch;
    private final Ops ops;
    private final StyleGan2Generator generator;
    private final StyleGan2Generator average;
    private final Discriminator discriminator;
    private final Adam generatorAdam;
    private final Adam discriminatorAdam;

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
        generatorAdam = new Adam(torch, generator.weights().trainable());
        discriminatorAdam = new Adam(torch, discriminator.weights().trainable());
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

    /** From now on losses can be differentiated by the weights. */
    void requireGradients() {
        generator.weights().requireGradients(true);
        discriminator.weights().requireGradients(true);
    }

    void updateGenerator(NDArray loss, AdamOptions options) {
        generatorAdam.update(ops.gradients(loss, generator.weights().trainable()), options);
    }

    void updateDiscriminator(NDArray loss, AdamOptions options) {
        discriminatorAdam.update(ops.gradients(loss, discriminator.weights().trainable()), options);
    }

    /** Moves the average towards the generator. */
    void updateAverage(double share) {
        ops.lerp(average.weights().all(), generator.weights().all(), share);
    }

    /** Everything to save; the arrays stay owned here. */
    Weights checkpoint() {
        Weights all = new Weights();
        all.putAll("g.", generator.weights());
        all.putAll("ema.", average.weights());
        all.putAll("d.", discriminator.weights());
        generatorAdam.saveTo(all, "adam.g.");
        discriminatorAdam.saveTo(all, "adam.d.");
        return all;
    }

    /**
     * Takes everything back.
     *
     * @param generatorSteps of Adam done when it was saved
     * @param discriminatorSteps likewise
     */
    void restore(Weights saved, long generatorSteps, long discriminatorSteps) {
        generator.weights().copyFrom(torch, saved.withPrefix("g."));
        average.weights().copyFrom(torch, saved.withPrefix("ema."));
        discriminator.weights().copyFrom(torch, saved.withPrefix("d."));
        generatorAdam.loadFrom(saved, "adam.g.", generatorSteps);
        discriminatorAdam.loadFrom(saved, "adam.d.", discriminatorSteps);
    }

    @Override
    public void close() {
        generatorAdam.close();
        discriminatorAdam.close();
        generator.weights().close();
        average.weights().close();
        discriminator.weights().close();
    }
}
