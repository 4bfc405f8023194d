package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/**
 * Describes an image so that the squared Euclidean distance of two descriptions is a perceptual
 * distance of LPIPS's form (Zhang et al. 2018): at every stage of a network, features are
 * normalised over channels, differences are squared, averaged over space and summed over stages.
 * Differs from published LPIPS in the network, in uniform channel weights, and in that features are
 * averaged to at most 8 x 8 places first. Borrows its network.
 */
public final class PerceptualNet implements FeatureNet {

    private static final int GREATEST_SIDE = 8;
    private static final double EPSILON = 1e-10;

    private final Ops ops;
    private final FrozenResNet net;

    public PerceptualNet(Torch torch, FrozenResNet net) {
        this.ops = torch.ops();
        this.net = net;
    }

    /** Of a network whose inner stages cannot be seen, its own features. */
    public static FeatureNet of(Torch torch, ClassifierNet net) {
        return net instanceof FrozenResNet resNet ? new PerceptualNet(torch, resNet) : net;
    }

    @Override
    public NDArray features(NDArray images) {
        List<NDArray> stages = net.stages(images);
        NDList parts = new NDList();
        for (NDArray stage : stages) parts.add(describe(stage));
        return NDArrays.concat(parts, 1);
    }

    /** Stage [N,C,H,W] to [N,C*h*w], scaled by the root of the number of places. */
    private NDArray describe(NDArray stage) {
        NDArray length = stage.square().sum(new int[] {1}, true).add(ops.constant(EPSILON)).sqrt();
        NDArray unit = stage.div(length);
        int factor = (int) (unit.getShape().get(2) / GREATEST_SIDE);
        NDArray pooled =
                factor > 1
                        ? Pool.avgPool2d(
                                unit,
                                new Shape(factor, factor),
                                new Shape(factor, factor),
                                new Shape(0, 0),
                                false,
                                true)
                        : unit;
        double places = (double) pooled.getShape().get(2) * pooled.getShape().get(3);
        return ops.scale(pooled.reshape(pooled.getShape().get(0), -1), 1 / Math.sqrt(places));
    }
}
