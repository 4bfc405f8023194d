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
    private final FrozenBody body;

    private FrozenResNet(Torch torch, ResNetShape shape, Weights folded) {
        this.ops = torch.ops();
        this.shape = shape;
        this.folded = folded;
        this.body = FrozenBody.of(torch.frozen(), shape, folded);
    }

    /**
     * @param weights in torchvision's names; copied, and not needed afterwards
     * @throws io.github.planfiji.run.UserException if a tensor is missing or of another size
     */
    public static FrozenResNet of(Torch torch, ResNetShape shape, Weights weights) {
        return torch.ops()
                .withoutGradients(
                        () -> new FrozenResNet(torch, shape, folded(torch, shape, weights)));
    }

    private static Weights folded(Torch torch, ResNetShape shape, Weights weights) {
        Weights folded = new Weights();
        ResNetBody.forEachLayer(shape, layer -> fold(torch.ops(), layer, weights, folded));
        int n = shape.classes();
        NDArray matrix = weights.get("fc.weight", n, shape.featureCount());
        folded.put("fc.weight", matrix.duplicate());
        folded.put("fc.bias", weights.get("fc.bias", n).duplicate());
        return folded;
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
                NDArray sum = variance.add(epsilon);
                NDArray root = sum.sqrt();
                NDArray factor = gamma.div(root);
                NDArray kernels = factor.reshape(out, 1, 1, 1);
                NDArray scaled = conv.mul(kernels);
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
        return classify(features(images));
    }

    private NDArray classify(NDArray features) {
        return features.matMul(folded.get("fc.weight").transpose()).add(folded.get("fc.bias"));
    }

    @Override
    public Traced read(Torch torch, NDArray images) {
        int channels = shape.inputChannels();
        FrozenBody.Pass pass =
                ops.withoutGradients(
                        () ->
                                body.apply(
                                        ops.channelsLast(
                                                ResNetBody.fitChannels(channels, images))));
        boolean repeated = images.getShape().get(1) < channels;
        return Traced.byHand(
                        ops,
                        pass.out(),
                        g -> {
                            NDArray gx = body.back(pass, g);
                            return repeated ? gx.sum(new int[] {1}, true) : gx;
                        },
                        () -> {})
                .then(last -> classify(ResNetBody.pooled(last)));
    }

    @Override
    public void close() {
        body.close();
        folded.close();
    }
}
