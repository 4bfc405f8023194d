package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;

/**
 * A basic block of {@link FrozenBody} (He et al. 2016, figure 2), and the way back.
 *
 * @param skip what takes features past the block, null where they are taken as they are
 * @param bias of all that is added up at the end, [O]
 */
record FrozenBlock(
        FrozenOps ops, FrozenUnit first, FrozenUnit second, FrozenUnit skip, NDArray bias)
        implements AutoCloseable {

    static FrozenBlock of(FrozenOps ops, FrozenUnit first, FrozenUnit second, FrozenUnit skip) {
        NDArray bias = skip == null ? second.bias().duplicate() : second.bias().add(skip.bias());
        return new FrozenBlock(ops, first, second, skip, bias);
    }

    /** What the way back needs of the way there. */
    record Pass(NDArray x, NDArray inner, NDArray out) {}

    Pass apply(NDArray x) {
        NDArray inner = first.apply(x);
        ops.relu(inner, first.bias());
        NDArray out = second.apply(inner);
        if (skip == null) ops.joinRelu(out, bias, x);
        else
            try (NDArray past = skip.apply(x)) {
                ops.joinRelu(out, bias, past);
            }
        return new Pass(x, inner, out);
    }

    /**
     * @param g with respect to the result; closed
     * @return with respect to the features taken
     */
    NDArray back(Pass pass, NDArray g) {
        ops.reluBack(g, pass.out);
        try (NDArray joined = g;
                NDArray inner = second.back(joined, pass.inner)) {
            ops.reluBack(inner, pass.inner);
            NDArray gx = first.back(inner, pass.x);
            if (skip == null) ops.addOnto(gx, joined);
            else
                try (NDArray past = skip.back(joined, pass.x)) {
                    ops.addOnto(gx, past);
                }
            return gx;
        }
    }

    @Override
    public void close() {
        first.close();
        second.close();
        if (skip != null) skip.close();
        bias.close();
    }
}
