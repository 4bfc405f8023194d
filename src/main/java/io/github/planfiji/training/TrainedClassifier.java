package io.github.planfiji.training;

import io.github.planfiji.engine.FrozenResNet;
import io.github.planfiji.engine.ResNetShape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Weights;

/**
 * A classifier at the end of its training. Close it after the last use of its weights.
 *
 * @param shape sizes of the network
 * @param weights in torchvision's names, owned by this
 * @param figures measured on the held-out images
 */
public record TrainedClassifier(ResNetShape shape, Weights weights, ClassifierFigures figures)
        implements AutoCloseable {

    /** The network for use; it has copies of the weights and is closed apart. */
    public FrozenResNet freeze(Torch torch) {
        return FrozenResNet.of(torch, shape, weights);
    }

    @Override
    public void close() {
        weights.close();
    }
}
