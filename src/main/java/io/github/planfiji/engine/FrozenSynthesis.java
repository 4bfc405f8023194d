package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The synthesis network of {@link Synthesis} with weights that stay, one latent for all layers and
 * constant noise. Its gradient is written by hand: nothing is recorded, no gradient of a weight is
 * computed, and features keep their channels innermost. Owns what it computes with; make it outside
 * an {@code NDScope}.
 */
final class FrozenSynthesis implements AutoCloseable {

    private final Ops gradients;
    private final FrozenOps ops;
    private final NDArray constant;
    private final Styles styles;
    private final List<Block> blocks;

    /** By the count of images. */
    private final Map<Long, Deque<Features>> idle = new ConcurrentHashMap<>();

    private FrozenSynthesis(Torch torch, NDArray constant, Styles styles, List<Block> blocks) {
        this.gradients = torch.ops();
        this.ops = torch.frozen();
        this.constant = constant;
        this.styles = styles;
        this.blocks = List.copyOf(blocks);
    }

    /** A resolution: the layer that upsamples to it (null at the first), a layer, to RGB. */
    private record Block(FrozenLayer first, FrozenLayer second, FrozenRgb rgb)
            implements AutoCloseable {
        List<FrozenLayer> layers() {
            return first == null ? List.of(second) : List.of(first, second);
        }

        @Override
        public void close() {
            layers().forEach(FrozenLayer::close);
            rgb.close();
        }
    }

    /**
     * Memory for what comes of each layer. It stays from image to image: asked for anew each time,
     * it leaves holes between what else comes and goes, and the system clears it page by page.
     */
    private record Features(long count, List<NDArray> layers) implements AutoCloseable {
        @Override
        public void close() {
            layers.forEach(NDArray::close);
        }
    }

    /** What a block did, for its way back. */
    private record BlockPass(FrozenLayer.Pass first, FrozenLayer.Pass second) {}

    /**
     * @param weights used up: each is closed when it has been put into its new form, so that no two
     *     copies of all lie in memory
     */
    static FrozenSynthesis of(Torch torch, StyleGan2Shape shape, Weights weights) {
        FrozenOps ops = torch.frozen();
        Styles.Builder styles = new Styles.Builder(weights);
        List<Block> blocks = new ArrayList<>();
        for (int r = 4; r <= shape.resolution(); r *= 2) {
            String name = "synthesis.b" + r;
            FrozenLayer first = r == 4 ? null : layer(torch, weights, name + ".conv0", r, styles);
            FrozenLayer second = layer(torch, weights, name + ".conv1", r, styles);
            double gain = 1 / Math.sqrt(shape.features(r));
            String rgb = name + ".torgb";
            Styles.Columns columns = styles.add(torch.ops(), rgb, gain);
            blocks.add(new Block(first, second, FrozenRgb.of(ops, weights, rgb, columns)));
            weights.close(rgb + ".");
        }
        try (NDArray first = weights.get("synthesis.b4.const").expandDims(0)) {
            NDArray constant = ops.channelsLast(first);
            return new FrozenSynthesis(torch, constant, styles.build(), blocks);
        }
    }

    private static FrozenLayer layer(
            Torch torch, Weights weights, String name, int resolution, Styles.Builder styles) {
        Styles.Columns columns = styles.add(torch.ops(), name, 1);
        boolean up = name.endsWith("conv0");
        FrozenLayer layer = FrozenLayer.of(torch.frozen(), weights, name, resolution, up, columns);
        weights.close(name + ".");
        return layer;
    }

    /** Latents [N,wDim] to images, without a gradient. */
    NDArray images(NDArray w) {
        // arrays computed outside any graph may not enter one
        try (NDArray images = gradients.withoutGradients(() -> run(styles.of(w)))) {
            return images.duplicate();
        }
    }

    /** Latents [N,wDim] to images and the way back; close it before the next. */
    Traced render(NDArray w) {
        NDArray s = gradients.withoutGradients(() -> styles.of(w));
        List<BlockPass> passes = new ArrayList<>();
        Features features = features(s);
        NDArray images = null;
        try {
            images = gradients.withoutGradients(() -> run(s, features, passes));
        } finally {
            // where memory does not suffice, it is for a smaller count
            if (images == null) features.close();
        }
        return Traced.byHand(
                gradients,
                images,
                g -> back(s, passes, g),
                () -> idle(features.count).push(features));
    }

    private NDArray run(NDArray s) {
        NDArray x = ops.repeat(constant, s);
        NDArray image = null;
        for (Block block : blocks) {
            if (block.first != null) x = next(block.first, x, s);
            x = next(block.second, x, s);
            image = add(image, block.rgb.apply(x, s));
        }
        return image;
    }

    private static NDArray next(FrozenLayer layer, NDArray x, NDArray s) {
        try (NDArray last = x) {
            return layer.apply(last, s, layer.result(last)).out();
        }
    }

    private NDArray run(NDArray s, Features features, List<BlockPass> passes) {
        NDArray x = ops.repeat(constant, s);
        NDArray image = null;
        Iterator<NDArray> out = features.layers.iterator();
        for (Block block : blocks) {
            FrozenLayer.Pass first = null;
            if (block.first != null) {
                first = block.first.apply(x, s, out.next());
                x = first.out();
            }
            FrozenLayer.Pass second = block.second.apply(x, s, out.next());
            x = second.out();
            passes.add(new BlockPass(first, second));
            image = add(image, block.rgb.apply(x, s));
        }
        return image;
    }

    private NDArray add(NDArray image, NDArray rgb) {
        return image == null ? rgb : ops.upsamplePlus(image, rgb);
    }

    private Deque<Features> idle(long count) {
        return idle.computeIfAbsent(count, any -> new ConcurrentLinkedDeque<>());
    }

    /** Such as no other way back needs now; those of other counts go. */
    private Features features(NDArray s) {
        long count = s.getShape().get(0);
        Features used = idle(count).poll();
        if (used != null) return used;
        idle.forEach(
                (other, sets) -> {
                    if (other != count) close(sets);
                });
        List<NDArray> layers = new ArrayList<>();
        NDArray x = ops.repeat(constant, s);
        for (Block block : blocks)
            for (FrozenLayer layer : block.layers()) {
                x = layer.result(x);
                layers.add(x);
            }
        layers.forEach(NDScope::unregister);
        return new Features(count, layers);
    }

    private static void close(Deque<Features> sets) {
        for (Features set = sets.poll(); set != null; set = sets.poll()) set.close();
    }

    /** From the gradient of the images to that of the latents, backwards through the blocks. */
    private NDArray back(NDArray s, List<BlockPass> passes, NDArray g) {
        List<NDArray> styleGradients = new ArrayList<>();
        NDArray image = g;
        NDArray gx = null;
        for (int b = blocks.size() - 1; b >= 0; b--) {
            Block block = blocks.get(b);
            BlockPass pass = passes.get(b);
            FrozenLayer.Gradients rgb = block.rgb.back(pass.second.out(), s, image, gx);
            styleGradients.add(rgb.style());
            FrozenLayer.Gradients second = block.second.back(pass.second, rgb.x());
            styleGradients.add(second.style());
            gx = second.x();
            if (block.first == null) continue;
            FrozenLayer.Gradients first = block.first.back(pass.first, gx);
            styleGradients.add(first.style());
            gx = first.x();
            image = ops.upsampleBack(image);
        }
        Collections.reverse(styleGradients);
        return styles.back(styleGradients);
    }

    @Override
    public void close() {
        idle.values().forEach(FrozenSynthesis::close);
        blocks.forEach(Block::close);
        styles.close();
        constant.close();
    }
}
