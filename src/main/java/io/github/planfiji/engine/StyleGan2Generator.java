package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * StyleGAN2 (Karras et al. 2020) for training, tensor names as in the StyleGAN2-ADA reference code;
 * differentiable in latents and weights. Does not own its weights: whoever made them closes them
 * after the last use.
 */
public final class StyleGan2Generator implements Generator {

    private final Ops ops;
    private final StyleGan2Shape shape;
    private final Weights weights;
    private final Mapping mapping;
    private final Synthesis synthesis;

    public StyleGan2Generator(Torch torch, StyleGan2Shape shape, Weights weights) {
        this.ops = torch.ops();
        this.shape = shape;
        this.weights = weights;
        this.mapping = Mapping.of(torch, weights, "mapping");
        this.synthesis = Synthesis.of(torch, weights, shape);
    }

    /** Newly drawn weights, open until closed. */
    public static Weights init(Torch torch, StyleGan2Shape shape, SplittableRandom random) {
        Weights weights = new Weights();
        Mapping.init(
                torch,
                weights,
                "mapping",
                shape.zDim(),
                shape.classes(),
                shape.wDim(),
                shape.mappingLayers(),
                random);
        weights.put("mapping.w_avg", torch.manager().zeros(new Shape(shape.wDim())));
        Synthesis.init(torch, weights, shape, random);
        return weights;
    }

    public StyleGan2Shape shape() {
        return shape;
    }

    public Weights weights() {
        return weights;
    }

    @Override
    public int zDim() {
        return shape.zDim();
    }

    @Override
    public int wDim() {
        return shape.wDim();
    }

    @Override
    public int channels() {
        return shape.channels();
    }

    @Override
    public int resolution() {
        return shape.resolution();
    }

    @Override
    public int classes() {
        return shape.classes();
    }

    @Override
    public NDArray mapping(NDArray z, NDArray classIndex) {
        NDArray oneHot =
                shape.classes() == 0 ? null : classIndex.oneHot(shape.classes(), DataType.FLOAT32);
        return mapping.apply(z, oneHot);
    }

    @Override
    public NDArray wMean() {
        return weights.get("mapping.w_avg").reshape(1, shape.wDim());
    }

    /**
     * Moves the mean of w in place while training.
     *
     * @param batchMean [wDim]
     */
    public void moveMean(Torch torch, NDArray batchMean, double share) {
        torch.ops().lerp(weights.get("mapping.w_avg"), batchMean, share);
    }

    @Override
    public NDArray synthesis(NDArray w) {
        return synthesis(Collections.nCopies(shape.numWs(), w), NoiseMode.CONST, null);
    }

    @Override
    public Traced render(NDArray w) {
        return Traced.recorded(ops, w, this::synthesis);
    }

    /**
     * @param ws one [N,wDim] a layer, num_ws of them
     * @param random drawn from if the noise is random, else unused and may be null
     */
    public NDArray synthesis(List<NDArray> ws, NoiseMode noise, SplittableRandom random) {
        return synthesis.apply(ws, noise, random);
    }
}
