package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;

/**
 * The residual discriminator of StyleGAN2 (Karras et al. 2020, figure 7c) with minibatch standard
 * deviation, and projection by class (Miyato and Koyama 2018) if it is conditional. Private: it
 * remembers training images and is never released.
 */
public final class Discriminator {

    private final Torch torch;
    private final StyleGan2Shape shape;
    private final Weights weights;
    private final Mapping classMapping;

    public Discriminator(Torch torch, StyleGan2Shape shape, Weights weights) {
        this.torch = torch;
        this.shape = shape;
        this.weights = weights;
        this.classMapping = shape.classes() == 0 ? null : Mapping.of(torch, weights, "mapping");
    }

    /** Newly drawn weights, open until closed. */
    public static Weights init(Torch torch, StyleGan2Shape shape, SplittableRandom random) {
        Weights weights = new Weights();
        int top = shape.features(shape.resolution());
        initConv(
                torch,
                weights,
                "b" + shape.resolution() + ".fromrgb",
                shape.channels(),
                top,
                1,
                true,
                random);
        for (int r = shape.resolution(); r > 4; r /= 2) {
            int in = shape.features(r);
            int out = shape.features(r / 2);
            initConv(torch, weights, "b" + r + ".conv0", in, in, 3, true, random);
            initConv(torch, weights, "b" + r + ".conv1", in, out, 3, true, random);
            initConv(torch, weights, "b" + r + ".skip", in, out, 1, false, random);
        }
        int last = shape.features(4);
        initConv(torch, weights, "b4.conv", last + 1, last, 3, true, random);
        Dense.init(torch, weights, "b4.fc", last * 16, last, 1, 0, random);
        Dense.init(
                torch,
                weights,
                "b4.out",
                last,
                shape.classes() == 0 ? 1 : shape.wDim(),
                1,
                0,
                random);
        if (shape.classes() > 0)
            Mapping.init(
                    torch,
                    weights,
                    "mapping",
                    0,
                    shape.classes(),
                    shape.wDim(),
                    shape.mappingLayers(),
                    random);
        return weights;
    }

    private static void initConv(
            Torch torch,
            Weights weights,
            String name,
            int in,
            int out,
            int kernel,
            boolean bias,
            SplittableRandom random) {
        weights.put(name + ".weight", torch.normal(random, out, in, kernel, kernel));
        if (bias) weights.put(name + ".bias", torch.manager().zeros(new Shape(out)));
    }

    public Weights weights() {
        return weights;
    }

    /**
     * @param images [N,C,H,W] in -1..1
     * @param classIndex [N], 0-based; ignored (may be null) if unconditional
     * @return logits [N,1], greater for "real"
     */
    public NDArray apply(NDArray images, NDArray classIndex) {
        Ops ops = torch.ops();
        String top = "b" + shape.resolution() + ".fromrgb";
        NDArray x = ops.activate(ops.conv(images, scaled(top)), bias(top));
        for (int r = shape.resolution(); r > 4; r /= 2) {
            NDArray skip = ops.conv(ops.blurDown(x), scaled("b" + r + ".skip"));
            NDArray y =
                    ops.activate(ops.conv(x, scaled("b" + r + ".conv0")), bias("b" + r + ".conv0"));
            y =
                    ops.activate(
                            ops.convBlurHalf(y, scaled("b" + r + ".conv1")),
                            bias("b" + r + ".conv1"));
            x = ops.scale(y.add(skip), Math.sqrt(0.5));
        }
        x = ops.minibatchStd(x);
        x = ops.activate(ops.conv(x, scaled("b4.conv")), bias("b4.conv"));
        x = Dense.of(torch, weights, "b4.fc", 1).applyLeaky(x.reshape(x.getShape().get(0), -1));
        x = Dense.of(torch, weights, "b4.out", 1).apply(x);
        if (classMapping == null) return x;
        NDArray direction =
                classMapping.apply(null, classIndex.oneHot(shape.classes(), DataType.FLOAT32));
        return ops.scale(x.mul(direction).sum(new int[] {1}, true), 1 / Math.sqrt(shape.wDim()));
    }

    private NDArray scaled(String name) {
        NDArray w = weights.get(name + ".weight");
        long fanIn = w.getShape().get(1) * w.getShape().get(2) * w.getShape().get(3);
        return torch.ops().scale(w, 1 / Math.sqrt(fanIn));
    }

    private NDArray bias(String name) {
        return weights.get(name + ".bias");
    }
}
