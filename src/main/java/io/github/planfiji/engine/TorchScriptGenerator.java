package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * A generator that is a TorchScript file. Without a mapping network, w is z itself, and its mean is
 * zero. Borrows its networks; close it to free the mean of w.
 */
final class TorchScriptGenerator implements Generator, AutoCloseable {

    private final Torch torch;
    private final TorchScriptGeneratorShape shape;
    private final int resolution;
    private final int channels;
    private final TorchScriptNet net;
    private final TorchScriptNet mapping;
    private final NDArray mean;

    /**
     * @param mapping null where the network takes z
     * @throws io.github.planfiji.run.UserException if a network does not take or give what the
     *     shape and the manifest say
     */
    TorchScriptGenerator(
            Torch torch,
            TorchScriptGeneratorShape shape,
            ModelManifest manifest,
            TorchScriptNet net,
            TorchScriptNet mapping) {
        this.torch = torch;
        this.shape = shape;
        this.resolution = manifest.resolution();
        this.channels = manifest.channels();
        this.net = net;
        this.mapping = mapping;
        net.requireAnswer(new long[] {2, channels, resolution, resolution}, inputShape());
        if (mapping != null) checkMapping();
        mean = mapping == null ? torch.manager().zeros(new Shape(1, shape.zDim())) : meanOfW();
    }

    private Shape inputShape() {
        return shape.copies() == 0
                ? new Shape(2, shape.wDim())
                : new Shape(2, shape.copies(), shape.wDim());
    }

    private void checkMapping() {
        long[] answer = {2, shape.wDim()};
        Shape z = new Shape(2, shape.zDim());
        if (shape.classes() == 0) mapping.requireAnswer(answer, z);
        else mapping.requireAnswer(answer, z, new Shape(2, shape.classes()));
    }

    private NDArray meanOfW() {
        LatentStatistics statistics = LatentStatistics.of(torch, this);
        statistics.spread().close();
        return statistics.mean();
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
        return channels;
    }

    @Override
    public int resolution() {
        return resolution;
    }

    @Override
    public int classes() {
        return shape.classes();
    }

    @Override
    public NDArray mapping(NDArray z, NDArray classIndex) {
        if (mapping == null) return z;
        return shape.classes() == 0
                ? mapping.apply(z)
                : mapping.apply(z, classIndex.oneHot(shape.classes(), DataType.FLOAT32));
    }

    @Override
    public NDArray wMean() {
        return mean;
    }

    @Override
    public NDArray synthesis(NDArray w) {
        NDArray input =
                shape.copies() == 0
                        ? w
                        : w.expandDims(1)
                                .broadcast(w.getShape().get(0), shape.copies(), shape.wDim());
        return shape.range().fromNet(torch, net.apply(input));
    }

    @Override
    public Traced render(NDArray w) {
        return Traced.recorded(torch.ops(), w, this::synthesis);
    }

    @Override
    public void close() {
        mean.close();
    }
}
