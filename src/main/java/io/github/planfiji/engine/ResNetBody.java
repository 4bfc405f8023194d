package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.planfiji.run.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The wiring of a residual network (He et al. 2016, figure 2), apart from how a convolution with
 * its normalisation is computed. Names are torchvision's.
 */
final class ResNetBody {

    private ResNetBody() {}

    /** One convolution with the batch normalisation that follows it. */
    @FunctionalInterface
    interface Unit {
        /**
         * @param x [N,I,H,W]
         * @param stride 1 or 2; the kernel is odd and padded
         * @return [N,O,H/stride,W/stride]
         */
        NDArray apply(NDArray x, String conv, String norm, int stride);
    }

    /** Names and sizes of a unit: weights [out,in,kernel,kernel]. */
    record Layer(String conv, String norm, int in, int out, int kernel) {}

    /** Calls back for every unit of a network, in the order of torchvision's tensors. */
    static void forEachLayer(ResNetShape shape, Consumer<Layer> action) {
        int kernel = shape.smallStem() ? 3 : 7;
        action.accept(new Layer("conv1", "bn1", shape.inputChannels(), shape.width(), kernel));
        int in = shape.width();
        for (int stage = 0; stage < shape.blocks().size(); stage++) {
            int out = shape.stageWidth(stage);
            for (int block = 0; block < shape.blocks().get(stage); block++) {
                String name = blockName(stage, block);
                action.accept(new Layer(name + ".conv1", name + ".bn1", in, out, 3));
                action.accept(new Layer(name + ".conv2", name + ".bn2", out, out, 3));
                if (in != out)
                    action.accept(
                            new Layer(name + ".downsample.0", name + ".downsample.1", in, out, 1));
                in = out;
            }
        }
    }

    /** Images [N,C,H,W] in -1..1 to pooled features [N,f]. */
    static NDArray features(Ops ops, ResNetShape shape, NDArray images, Unit unit) {
        List<NDArray> stages = stages(ops, shape, images, unit);
        return pooled(stages.get(stages.size() - 1));
    }

    /** The last stage [N,C,H,W] to its mean over all places, [N,C]. */
    static NDArray pooled(NDArray last) {
        // The engine takes the mean over one axis at a time only.
        return last.reshape(last.getShape().get(0), last.getShape().get(1), -1).mean(new int[] {2});
    }

    /** Images [N,C,H,W] in -1..1 to the output of every stage. */
    static List<NDArray> stages(Ops ops, ResNetShape shape, NDArray images, Unit unit) {
        NDArray x =
                unit.apply(
                        fitChannels(shape.inputChannels(), images),
                        "conv1",
                        "bn1",
                        shape.smallStem() ? 1 : 2);
        x = ops.reluOnto(x);
        if (!shape.smallStem()) x = ops.maxPoolHalf(x);
        List<NDArray> stages = new ArrayList<>();
        for (int stage = 0; stage < shape.blocks().size(); stage++) {
            for (int block = 0; block < shape.blocks().get(stage); block++)
                x = block(ops, x, blockName(stage, block), stage > 0 && block == 0, unit);
            stages.add(x);
        }
        return stages;
    }

    private static NDArray block(Ops ops, NDArray x, String name, boolean halves, Unit unit) {
        int stride = halves ? 2 : 1;
        NDArray y = ops.reluOnto(unit.apply(x, name + ".conv1", name + ".bn1", stride));
        y = unit.apply(y, name + ".conv2", name + ".bn2", 1);
        NDArray skip =
                halves ? unit.apply(x, name + ".downsample.0", name + ".downsample.1", stride) : x;
        return ops.addReluOnto(y, skip);
    }

    static String blockName(int stage, int block) {
        return "layer" + (stage + 1) + "." + block;
    }

    /** A grey image has the same value in each channel of a network of RGB images. */
    static NDArray fitChannels(int wanted, NDArray images) {
        Shape given = images.getShape();
        long channels = given.get(1);
        if (channels == wanted) return images;
        UserException.require(
                channels == 1,
                "The classifier takes images of %d channel(s), these have %d: convert the images.",
                wanted,
                channels);
        return images.broadcast(given.get(0), wanted, given.get(2), given.get(3));
    }
}
