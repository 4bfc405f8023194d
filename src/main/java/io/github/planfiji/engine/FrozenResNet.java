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
        ResNetBody.forEachLayer(shape, layer -> fold(torch, layer, weights, folded));
        int n = shape.classes();
        int f = shape.featureCount();
        folded.put("fc.weight", torch.array(weights.floats("fc.weight", n, f), n, f));
        folded.put("fc.bias", torch.array(weights.floats("fc.bias", n), n));
        return new FrozenResNet(torch.ops(), shape, folded);
    }

    /** conv' = conv * gamma / sqrt(var + eps), bias' = beta - mean * gamma / sqrt(var + eps). */
    private static void fold(Torch torch, ResNetBody.Layer layer, Weights from, Weights to) {
        int out = layer.out();
        int k = layer.kernel();
        float[] gamma = from.floats(layer.norm() + ".weight", out);
        float[] beta = from.floats(layer.norm() + ".bias", out);
        float[] mean = from.floats(layer.norm() + ".running_mean", out);
        float[] variance = from.floats(layer.norm() + ".running_var", out);
        float[] conv = from.floats(layer.conv() + ".weight", out, layer.in(), k, k);
        float[] bias = new float[out];
        int each = layer.in() * k * k;
        for (int o = 0; o < out; o++) {
            double factor = gamma[o] / Math.sqrt(variance[o] + EPSILON);
            bias[o] = (float) (beta[o] - mean[o] * factor);
            for (int i = o * each; i < (o + 1) * each; i++) conv[i] = (float) (conv[i] * factor);
        }
        try (NDArray plain = torch.array(conv, out, layer.in(), k, k)) {
            to.put(layer.conv() + ".weight", torch.ops().channelsLast(plain));
        }
        to.put(layer.conv() + ".bias", torch.array(bias, out));
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
