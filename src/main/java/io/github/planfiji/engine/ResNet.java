package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;

/**
 * A residual network (He et al. 2016) in training, tensor names as in torchvision. The stock block
 * of DJL's model zoo is not used because its forward pass flips BatchNorm between modes and calls
 * operations with unsafe gradients (see {@link Ops}). Does not own its weights: whoever made them
 * closes them after the last use. For use after training see {@link FrozenResNet}.
 */
public final class ResNet {

    private final Torch torch;
    private final ResNetShape shape;
    private final Weights weights;

    public ResNet(Torch torch, ResNetShape shape, Weights weights) {
        this.torch = torch;
        this.shape = shape;
        this.weights = weights;
    }

    /** Newly drawn weights (He et al. 2015, fan-out, as torchvision), open until closed. */
    public static Weights init(Torch torch, ResNetShape shape, SplittableRandom random) {
        Weights weights = new Weights();
        ResNetBody.forEachLayer(
                shape,
                layer -> {
                    int k = layer.kernel();
                    float[] values = new float[layer.out() * layer.in() * k * k];
                    double spread = Math.sqrt(2.0 / (layer.out() * k * k));
                    for (int i = 0; i < values.length; i++)
                        values[i] = (float) (spread * random.nextGaussian());
                    weights.put(
                            layer.conv() + ".weight",
                            torch.array(values, layer.out(), layer.in(), k, k));
                    initNorm(torch, weights, layer.norm(), layer.out());
                });
        int features = shape.featureCount();
        double bound = 1 / Math.sqrt(features);
        float[] matrix = new float[shape.classes() * features];
        for (int i = 0; i < matrix.length; i++)
            matrix[i] = (float) random.nextDouble(-bound, bound);
        weights.put("fc.weight", torch.array(matrix, shape.classes(), features));
        weights.put("fc.bias", torch.manager().zeros(new Shape(shape.classes())));
        return weights;
    }

    private static void initNorm(Torch torch, Weights weights, String name, int features) {
        Shape each = new Shape(features);
        weights.put(name + ".weight", torch.manager().ones(each));
        weights.put(name + ".bias", torch.manager().zeros(each));
        weights.put(name + ".running_mean", torch.manager().zeros(each));
        weights.put(name + ".running_var", torch.manager().ones(each));
    }

    public ResNetShape shape() {
        return shape;
    }

    public Weights weights() {
        return weights;
    }

    /**
     * @param images [N,C,H,W] in -1..1
     * @param training whether batch normalisation uses the batch's statistics and updates its
     *     running ones (momentum 0.1), or uses the running ones
     * @return logits [N,classes]
     */
    public NDArray logits(NDArray images, boolean training) {
        Ops ops = torch.ops();
        NDArray features =
                ResNetBody.features(
                        ops,
                        shape,
                        images,
                        (x, conv, norm, stride) -> {
                            NDArray w = weights.get(conv + ".weight");
                            NDArray y = stride == 1 ? ops.conv(x, w) : ops.convHalf(x, w);
                            return ops.batchNorm(
                                    y,
                                    weights.get(norm + ".weight"),
                                    weights.get(norm + ".bias"),
                                    weights.get(norm + ".running_mean"),
                                    weights.get(norm + ".running_var"),
                                    training);
                        });
        return features.matMul(weights.get("fc.weight").transpose()).add(weights.get("fc.bias"));
    }
}
