package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * A residual network with weights that stay, without its last layer. Its gradient is written by
 * hand: nothing is recorded, and features keep their channels innermost. Borrows its weights.
 */
final class FrozenBody implements AutoCloseable {

    private final FrozenOps ops;
    private final boolean pools;
    private final FrozenUnit stem;
    private final List<FrozenBlock> blocks;

    private FrozenBody(FrozenOps ops, boolean pools, FrozenUnit stem, List<FrozenBlock> blocks) {
        this.ops = ops;
        this.pools = pools;
        this.stem = stem;
        this.blocks = List.copyOf(blocks);
    }

    /**
     * @param folded weights and biases of the convolutions, used as long as this
     */
    static FrozenBody of(FrozenOps ops, ResNetShape shape, Weights folded) {
        List<FrozenBlock> blocks = new ArrayList<>();
        for (int stage = 0; stage < shape.blocks().size(); stage++)
            for (int block = 0; block < shape.blocks().get(stage); block++) {
                String name = ResNetBody.blockName(stage, block);
                boolean halves = stage > 0 && block == 0;
                blocks.add(
                        FrozenBlock.of(
                                ops,
                                unit(ops, folded, name + ".conv1", halves ? 2 : 1),
                                unit(ops, folded, name + ".conv2", 1),
                                halves ? unit(ops, folded, name + ".downsample.0", 2) : null));
            }
        boolean small = shape.smallStem();
        return new FrozenBody(ops, !small, unit(ops, folded, "conv1", small ? 1 : 2), blocks);
    }

    private static FrozenUnit unit(FrozenOps ops, Weights folded, String conv, int stride) {
        NDArray weight = folded.get(conv + ".weight");
        return new FrozenUnit(ops, weight, folded.get(conv + ".bias"), stride);
    }

    /** What the way back needs of the way there. */
    record Pass(NDArray images, NDArray stem, List<FrozenBlock.Pass> blocks) {

        /** Features of the last block, [N,C,H,W]. */
        NDArray out() {
            return blocks.get(blocks.size() - 1).out();
        }
    }

    /**
     * @param images [N,C,H,W], channels innermost
     */
    Pass apply(NDArray images) {
        NDArray first = stem.apply(images);
        ops.relu(first, stem.bias());
        NDArray x = pools ? ops.poolHalf(first) : first;
        List<FrozenBlock.Pass> passes = new ArrayList<>();
        for (FrozenBlock block : blocks) {
            FrozenBlock.Pass pass = block.apply(x);
            passes.add(pass);
            x = pass.out();
        }
        return new Pass(images, first, passes);
    }

    /**
     * @param g with respect to the features of the last block; closed
     * @return with respect to the images
     */
    NDArray back(Pass pass, NDArray g) {
        NDArray gx = ops.channelsLast(g);
        for (int b = blocks.size() - 1; b >= 0; b--)
            gx = blocks.get(b).back(pass.blocks.get(b), gx);
        if (pools)
            try (NDArray pooled = gx) {
                gx = ops.poolHalfBack(pooled, pass.stem);
            }
        try (NDArray first = gx) {
            ops.reluBack(first, pass.stem);
            return stem.back(first, pass.images);
        }
    }

    @Override
    public void close() {
        stem.close();
        blocks.forEach(FrozenBlock::close);
    }
}
