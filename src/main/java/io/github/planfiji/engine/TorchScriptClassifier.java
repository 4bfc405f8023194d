package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * A network of images that is a TorchScript file: classifier, encoder or feature network. Only its
 * answer can be seen, so its features are its logits. Borrows its network.
 */
final class TorchScriptClassifier implements ClassifierNet {

    /** Keeps the logarithm of a vanishing probability finite. */
    private static final double LEAST_PROBABILITY = 1e-12;

    private final Torch torch;
    private final TorchScriptNetShape shape;
    private final TorchScriptNet net;

    /**
     * @param resolution of the model's images in pixels
     * @throws io.github.planfiji.run.UserException if the network does not take or give what the
     *     shape says
     */
    TorchScriptClassifier(
            Torch torch, TorchScriptNetShape shape, int resolution, TorchScriptNet net) {
        this.torch = torch;
        this.shape = shape;
        this.net = net;
        long outputs = shape.outputs() == 0 ? TorchScriptNet.ANY : shape.outputs();
        net.requireAnswer(
                new long[] {2, outputs}, new Shape(2, shape.channels(), resolution, resolution));
    }

    @Override
    public int classes() {
        return shape.outputs();
    }

    @Override
    public NDArray logits(NDArray images) {
        NDArray fitting = ResNetBody.fitChannels(shape.channels(), images);
        NDArray answer = net.apply(shape.range().toNet(torch, fitting));
        return shape.answer().equals(TorchScriptNetShape.PROBABILITIES)
                ? answer.add(torch.ops().constant(LEAST_PROBABILITY)).log()
                : answer;
    }

    @Override
    public NDArray features(NDArray images) {
        return logits(images);
    }
}
