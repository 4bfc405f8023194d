package io.github.planfiji.training;

import ai.djl.ndarray.NDArray;
import io.github.planfiji.engine.Adam;
import io.github.planfiji.engine.AdamOptions;
import io.github.planfiji.engine.ResNet;
import io.github.planfiji.engine.ResNetShape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Weights;
import java.nio.file.Path;
import java.util.List;

/** A residual network in training with its optimiser, its step count and its checkpoint. */
final class NetInTraining implements AutoCloseable {

    private final Torch torch;
    private final Checkpoints checkpoints;
    private final List<Object> setup;
    private final ResNet net;
    private final Adam adam;

    /**
     * A network to begin with, or the one of the checkpoint in the folder.
     *
     * @param weights of the network, owned and changed from now on
     * @param name of the checkpoint
     * @param setup what a checkpoint must have been made with to be carried on
     */
    NetInTraining(
            Torch torch,
            ResNetShape shape,
            Weights weights,
            Path folder,
            String name,
            List<Object> setup) {
        this.torch = torch;
        this.checkpoints = new Checkpoints(folder, name);
        this.setup = setup;
        net = new ResNet(torch, shape, weights);
        adam = new Adam(torch, net.weights().trainable());
        if (checkpoints.exists()) resume();
        net.weights().requireGradients(true);
    }

    private record State(long step) {}

    ResNet net() {
        return net;
    }

    /** Steps of Adam done. */
    long step() {
        return adam.step();
    }

    /**
     * One step of Adam down the gradient of a loss.
     *
     * @param keep what convolutions and matrices are multiplied with before the step, below 1 for
     *     decoupled weight decay (Loshchilov and Hutter 2019)
     */
    void update(NDArray loss, AdamOptions options, double keep) {
        List<NDArray> weights = net.weights().trainable();
        List<NDArray> gradients = torch.ops().gradients(loss, weights);
        if (keep != 1)
            torch.ops()
                    .decay(
                            weights.stream().filter(w -> w.getShape().dimension() > 1).toList(),
                            keep);
        adam.update(gradients, options);
    }

    void save() {
        Weights all = new Weights();
        all.putAll("net.", net.weights());
        adam.saveTo(all, "adam.");
        checkpoints.save(adam.step(), setup, new State(adam.step()), all);
    }

    private void resume() {
        long step = checkpoints.state(setup, State.class).step();
        try (Weights saved = checkpoints.weights(torch)) {
            net.weights().copyFrom(torch, saved.withPrefix("net."));
            adam.loadFrom(saved, "adam.", step);
        }
    }

    @Override
    public void close() {
        adam.close();
        net.weights().close();
    }
}
