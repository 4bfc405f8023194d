package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;

/**
 * The layer of {@link FrozenSynthesis} from features to an image, and the way back.
 *
 * @param weight [K,C], K image channels
 * @param bias [K]
 */
record FrozenRgb(FrozenOps ops, Styles.Columns columns, NDArray weight, NDArray bias)
        implements AutoCloseable {

    static FrozenRgb of(FrozenOps ops, Weights weights, String name, Styles.Columns columns) {
        NDArray weight = weights.get(name + ".weight");
        try (NDArray matrix = weight.reshape(weight.getShape().get(0), weight.getShape().get(1))) {
            NDArray bias = weights.get(name + ".bias");
            return new FrozenRgb(ops, columns, matrix.duplicate(), bias.duplicate());
        }
    }

    /** Features and styles of all layers to an image. */
    NDArray apply(NDArray x, NDArray styles) {
        return ops.toRgb(x, weight, columns.of(styles), bias);
    }

    /**
     * @param x the features taken
     * @param g with respect to the image
     * @param gx a gradient with respect to the features from elsewhere, added to in place, or null
     */
    FrozenLayer.Gradients back(NDArray x, NDArray styles, NDArray g, NDArray gx) {
        NDArray style = columns.of(styles);
        if (gx == null) gx = ops.toRgbBack(g, x, weight, style);
        else ops.toRgbBackOnto(g, weight, style, gx);
        return new FrozenLayer.Gradients(gx, ops.toRgbStyleBack(g, x, weight));
    }

    @Override
    public void close() {
        weight.close();
        bias.close();
    }
}
