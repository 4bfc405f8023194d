package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * A trained residual network for use: each batch normalisation is folded into its convolution (its
 * running statistics are constants now), and no gradient flows to the weights, which makes
 * gradients with respect to images cheap. Owns its folded weights; close it after the last use.
 * Make it outside an {@code NDScope}. Several threads may use it at a time.
 */
public final class FrozenResNet implements ClassifierNet, AutoCloseable {

    /** PyTorch's default, with which the running variance is used in training as well. */
    private static final double EPSILON = 1e-5;

    private final Ops ops;
    private final ResNetShape shape;
    private final Weights folded;

    private FrozenResNet(Ops ops, ResNetShape shape, Weights folded) {
        this.ops = ops;
        this.shape = shape;
        this.folded = folded;
    }

    /**
     * @param weights in torchvision's names; copied, and not needed afterwards
     * @throws io.github.planfiji.run.UserException if a tensor is missing or of another size
     */
    public static FrozenResNet of(Torch torch, ResNetShape shape, Weights weights) {
        Weights folded = new Weights();
        Ops ops = torch.ops();
        ops.withoutGradients(
                () -> {
                    ResNetBody.forEachLayer(shape, layer -> fold(ops, layer, weights, folded));
                    int n = shape.classes();
                    NDArray matrix = weights.get("fc.weight", n, shape.featureCount());
                    folded.put("fc.weight", matrix.duplicate());
                    folded.put("fc.bias", weights.get("fc.bias", n).duplicate());
                    return folded;
                });
        return new FrozenResNet(ops, shape, folded);
    }

    /** conv' = conv * gamma / sqrt(var + eps), bias' = beta - mean * gamma / sqrt(var + eps). */
    private static void fold(Ops ops, ResNetBody.Layer layer, Weights from, Weights to) {
        int out = layer.out();
        int k = layer.kernel();
        NDArray gamma = from.get(layer.norm() + ".weight", out);
        NDArray beta = from.get(layer.norm() + ".bias", out);
        NDArray mean = from.get(layer.norm() + ".running_mean", out);
        NDArray variance = from.get(layer.norm() + ".running_var", out);
        NDArray conv = from.get(layer.conv() + ".weight", out, layer.in(), k, k);
        try (NDArray epsilon = ops.constant(EPSILON);
                NDArray factor = gamma.div(variance.add(epsilon).sqrt());
                NDArray scaled = conv.mul(factor.reshape(out, 1, 1, 1));
                NDArray shift = mean.mul(factor)) {
            to.put(layer.conv() + ".weight", ops.channelsLast(scaled));
            to.put(layer.conv() + ".bias", beta.sub(shift));
        }
    }

    public ResNetShape shape() {
        return shape;
    }

    @Override
    public int classes() {
        return shape.classes();
    }

    @Override
    public NDArray features(NDArray images) {
        return ResNetBody.features(ops, shape, ops.channelsLast(images), this::unit);
    }

    /** The output of every stage, [N,C,H,W] each, from fine to coarse. */
    public List<NDArray> stages(NDArray images) {
        return ResNetBody.stages(ops, shape, ops.channelsLast(images), this::unit);
    }

    private NDArray unit(NDArray x, String conv, String norm, int stride) {
        NDArray w = folded.get(conv + ".weight");
        NDArray b = folded.get(conv + ".bias");
        return stride == 1 ? ops.convBias(x, w, b) : ops.convBiasHalf(x, w, b);
    }

    @Override
    public NDArray logits(NDArray images) {
        return features(images)
                .matMul(folded.get("fc.weight").transpose())
                .add(folded.get("fc.bias"));
    }

    @Override
    public void close() {
        folded.close();
    }
}
