package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The synthesis network w to image of StyleGAN2, skip architecture (Karras et al. 2020, figure 7b).
 */
final class Synthesis {

    private final Torch torch;
    private final NDArray constant;
    private final List<Block> blocks = new ArrayList<>();

    private Synthesis(Torch torch, NDArray constant) {
        this.torch = torch;
        this.constant = constant;
    }

    static void init(Torch torch, Weights weights, StyleGan2Shape shape, SplittableRandom random) {
        for (int r = 4; r <= shape.resolution(); r *= 2) {
            String block = "synthesis.b" + r;
            int out = shape.features(r);
            if (r == 4) weights.put(block + ".const", torch.normal(random, out, 4, 4));
            else
                initLayer(
                        torch,
                        weights,
                        block + ".conv0",
                        shape.features(r / 2),
                        out,
                        r,
                        shape.wDim(),
                        random);
            initLayer(torch, weights, block + ".conv1", out, out, r, shape.wDim(), random);
            String rgb = block + ".torgb";
            weights.put(rgb + ".weight", torch.normal(random, shape.channels(), out, 1, 1));
            weights.put(rgb + ".bias", torch.manager().zeros(new Shape(shape.channels())));
            Dense.init(torch, weights, rgb + ".affine", shape.wDim(), out, 1, 1, random);
        }
    }

    private static void initLayer(
            Torch torch,
            Weights weights,
            String name,
            int in,
            int out,
            int resolution,
            int wDim,
            SplittableRandom random) {
        weights.put(name + ".weight", torch.normal(random, out, in, 3, 3));
        weights.put(name + ".bias", torch.manager().zeros(new Shape(out)));
        Dense.init(torch, weights, name + ".affine", wDim, in, 1, 1, random);
        weights.put(name + ".noise_const", torch.normal(random, resolution, resolution));
        weights.put(name + ".noise_strength", torch.manager().zeros(new Shape(1)));
    }

    static Synthesis of(Torch torch, Weights weights, StyleGan2Shape shape) {
        Synthesis synthesis = new Synthesis(torch, weights.get("synthesis.b4.const"));
        for (int r = 4; r <= shape.resolution(); r *= 2) {
            String block = "synthesis.b" + r;
            Layer first = r == 4 ? null : Layer.of(torch, weights, block + ".conv0", r, true);
            Layer second = Layer.of(torch, weights, block + ".conv1", r, false);
            synthesis.blocks.add(
                    new Block(first, second, Rgb.of(torch, weights, block + ".torgb")));
        }
        return synthesis;
    }

    /**
     * @param ws one [N,wDim] a layer, num_ws of them (the same array may stand more than once)
     * @param noise what is added to the features
     * @param random drawn from if the noise is random, else unused and may be null
     * @return images [N,C,H,W], nominally -1..1, not clamped
     */
    NDArray apply(List<NDArray> ws, NoiseMode noise, SplittableRandom random) {
        long n = ws.get(0).getShape().get(0);
        NDArray x = constant.expandDims(0).broadcast(new Shape(n).addAll(constant.getShape()));
        NDArray image = null;
        int layer = 0;
        for (Block block : blocks) {
            if (block.first != null) x = block.first.apply(x, ws.get(layer++), noise, random);
            x = block.second.apply(x, ws.get(layer++), noise, random);
            NDArray rgb = block.rgb.apply(x, ws.get(layer));
            image = image == null ? rgb : torch.ops().upsample(image).add(rgb);
        }
        return image;
    }

    private record Block(Layer first, Layer second, Rgb rgb) {}

    private record Layer(Torch torch, Weights own, Dense affine, int resolution, boolean up) {

        static Layer of(Torch torch, Weights w, String name, int resolution, boolean up) {
            return new Layer(
                    torch,
                    w.withPrefix(name),
                    Dense.of(torch, w, name + ".affine", 1),
                    resolution,
                    up);
        }

        NDArray apply(NDArray x, NDArray w, NoiseMode mode, SplittableRandom random) {
            NDArray style = affine.apply(w);
            NDArray noise =
                    switch (mode) {
                        case CONST -> own.get(".noise_const").mul(own.get(".noise_strength"));
                        case RANDOM ->
                                torch.normal(random, x.getShape().get(0), 1, resolution, resolution)
                                        .mul(own.get(".noise_strength"));
                        case NONE -> torch.ops().constant(0);
                    };
            NDArray weight = own.get(".weight");
            NDArray bias = own.get(".bias");
            return up
                    ? torch.ops().styledConvUp(x, weight, style, noise, bias)
                    : torch.ops().styledConv(x, weight, style, noise, bias);
        }
    }

    private record Rgb(Torch torch, NDArray weight, NDArray bias, Dense affine) {

        static Rgb of(Torch torch, Weights w, String name) {
            return new Rgb(
                    torch,
                    w.get(name + ".weight"),
                    w.get(name + ".bias"),
                    Dense.of(torch, w, name + ".affine", 1));
        }

        NDArray apply(NDArray x, NDArray w) {
            double gain = 1 / Math.sqrt(weight.getShape().get(1));
            return torch.ops().toRgb(x, weight, torch.ops().scale(affine.apply(w), gain), bias);
        }
    }
}
