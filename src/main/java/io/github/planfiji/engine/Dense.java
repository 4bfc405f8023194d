package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;

/**
 * A fully connected layer with run-time weight scale (Karras et al. 2018, section 4.1): the stored
 * weight has variance one over the square of the learning-rate multiplier.
 */
final class Dense {

    private final Torch torch;
    private final NDArray weight;
    private final NDArray bias;
    private final double gain;
    private final double biasGain;

    private Dense(Torch torch, NDArray weight, NDArray bias, double multiplier) {
        this.torch = torch;
        this.weight = weight;
        this.bias = bias;
        this.gain = multiplier / Math.sqrt(weight.getShape().get(1));
        this.biasGain = multiplier;
    }

    /** Adds newly drawn weights "name.weight" [out,in] and "name.bias" [out]. */
    static void init(
            Torch torch,
            Weights weights,
            String name,
            int in,
            int out,
            double multiplier,
            double biasInit,
            SplittableRandom random) {
        NDArray drawn = torch.normal(random, out, in);
        weights.put(name + ".weight", torch.ops().scale(drawn, 1 / multiplier));
        weights.put(
                name + ".bias",
                torch.manager().full(new Shape(out), (float) (biasInit / multiplier)));
    }

    static Dense of(Torch torch, Weights weights, String name, double multiplier) {
        return new Dense(
                torch, weights.get(name + ".weight"), weights.get(name + ".bias"), multiplier);
    }

    /** [N,in] to [N,out], linear. */
    NDArray apply(NDArray x) {
        NDArray w = torch.ops().scale(weight, gain);
        NDArray b = biasGain == 1 ? bias : torch.ops().scale(bias, biasGain);
        return x.matMul(w.transpose()).add(b);
    }

    /** [N,in] to [N,out] with leaky ReLU (slope 0.2, gain sqrt 2). */
    NDArray applyLeaky(NDArray x) {
        return torch.ops().leaky(apply(x));
    }
}
