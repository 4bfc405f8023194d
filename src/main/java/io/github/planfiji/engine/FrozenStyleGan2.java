package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * A trained StyleGAN2 for use: several times faster than {@link StyleGan2Generator}, which is for
 * training, and with the same images. Owns its weights; close it after the last use. Make it
 * outside an {@code NDScope}. Several threads may use it at a time.
 */
final class FrozenStyleGan2 implements Generator, AutoCloseable {

    private static final String MAPPING = "mapping";

    private final StyleGan2Shape shape;
    private final Weights own;
    private final Mapping mapping;
    private final FrozenSynthesis synthesis;

    private FrozenStyleGan2(
            StyleGan2Shape shape, Weights own, Mapping mapping, FrozenSynthesis synthesis) {
        this.shape = shape;
        this.own = own;
        this.mapping = mapping;
        this.synthesis = synthesis;
    }

    /**
     * @param weights in the names of {@link StyleGan2Generator}; used up, to be closed afterwards
     */
    static FrozenStyleGan2 of(Torch torch, StyleGan2Shape shape, Weights weights) {
        Weights own = new Weights();
        own.putAll(MAPPING, weights.withPrefix(MAPPING).duplicate());
        return torch.ops()
                .withoutGradients(
                        () ->
                                new FrozenStyleGan2(
                                        shape,
                                        own,
                                        Mapping.of(torch, own, MAPPING),
                                        FrozenSynthesis.of(torch, shape, weights)));
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
        return own.get("mapping.w_avg").reshape(1, shape.wDim());
    }

    @Override
    public NDArray synthesis(NDArray w) {
        return synthesis.images(w);
    }

    @Override
    public Traced render(NDArray w) {
        return synthesis.render(w);
    }

    @Override
    public void close() {
        synthesis.close();
        own.close();
    }
}
