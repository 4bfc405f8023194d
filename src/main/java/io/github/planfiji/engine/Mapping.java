package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The mapping network z (and class) to w of StyleGAN2; also D's mapping of the class. */
final class Mapping {

    private static final double LEARNING_RATE_MULTIPLIER = 0.01;

    private final Torch torch;
    private final Dense embed;
    private final List<Dense> layers = new ArrayList<>();

    private Mapping(Torch torch, Dense embed) {
        this.torch = torch;
        this.embed = embed;
    }

    /** Adds newly drawn weights; {@code zDim} or {@code classes} may be 0, not both. */
    static void init(
            Torch torch,
            Weights weights,
            String name,
            int zDim,
            int classes,
            int wDim,
            int layers,
            SplittableRandom random) {
        if (classes > 0) Dense.init(torch, weights, name + ".embed", classes, wDim, 1, 0, random);
        int in = zDim + (classes > 0 ? wDim : 0);
        for (int i = 0; i < layers; i++)
            Dense.init(
                    torch,
                    weights,
                    name + ".fc" + i,
                    i == 0 ? in : wDim,
                    wDim,
                    LEARNING_RATE_MULTIPLIER,
                    0,
                    random);
    }

    static Mapping of(Torch torch, Weights weights, String name) {
        Mapping mapping =
                new Mapping(
                        torch,
                        weights.has(name + ".embed.weight")
                                ? Dense.of(torch, weights, name + ".embed", 1)
                                : null);
        for (int i = 0; weights.has(name + ".fc" + i + ".weight"); i++)
            mapping.layers.add(
                    Dense.of(torch, weights, name + ".fc" + i, LEARNING_RATE_MULTIPLIER));
        return mapping;
    }

    /**
     * @param z [N,zDim], standard normal, or null for a mapping of the class alone
     * @param oneHot [N,classes] or null for an unconditional network
     * @return w [N,wDim], not truncated
     */
    NDArray apply(NDArray z, NDArray oneHot) {
        Ops ops = torch.ops();
        NDArray x = z == null ? null : ops.normalizeSecondMoment(z);
        if (embed != null) {
            NDArray y = ops.normalizeSecondMoment(embed.apply(oneHot));
            x = x == null ? y : NDArrays.concat(new ai.djl.ndarray.NDList(x, y), 1);
        }
        for (Dense layer : layers) x = layer.applyLeaky(x);
        return x;
    }
}
