package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;

/**
 * A styled layer of {@link FrozenSynthesis}: modulated convolution by scaled features,
 * demodulation, noise, bias, leaky ReLU (Karras et al. 2020, section 2.2), and the way back.
 *
 * @param energy of the kernels, [O,I]
 * @param noiseRows noise, and ones, with the gain of the activation, [2,H*W]
 * @param bias [O]
 */
record FrozenLayer(
        FrozenOps ops,
        boolean up,
        Convolution convolution,
        Styles.Columns columns,
        NDArray energy,
        NDArray noiseRows,
        NDArray bias)
        implements AutoCloseable {

    /**
     * @param resolution of the result, in pixels
     */
    static FrozenLayer of(
            FrozenOps ops,
            Weights weights,
            String name,
            int resolution,
            boolean up,
            Styles.Columns columns) {
        NDArray weight = weights.get(name + ".weight");
        NDArray bias = weights.get(name + ".bias");
        Convolutions make = ops.convolutions();
        int side = up ? resolution / 2 : resolution;
        try (NDArray noise =
                weights.get(name + ".noise_const").mul(weights.get(name + ".noise_strength"))) {
            return new FrozenLayer(
                    ops,
                    up,
                    up ? make.up(weight, side) : make.same(weight, side),
                    columns,
                    ops.energy(weight),
                    ops.noiseRows(noise),
                    bias.duplicate());
        }
    }

    /** What the way back needs of the way there. */
    record Pass(NDArray x, NDArray style, NDArray demodulation, NDArray out) {}

    /** Memory for what comes of features [N,I,H,W]. */
    NDArray result(NDArray x) {
        return ops.features(x, bias.size(), x.getShape().get(2) * scale());
    }

    private int scale() {
        return up ? 2 : 1;
    }

    /**
     * @param x features [N,I,H,W]
     * @param styles of all layers
     * @param out see {@link #result}
     */
    Pass apply(NDArray x, NDArray styles, NDArray out) {
        NDArray style = columns.of(styles);
        NDArray demodulation = ops.demodulation(style, energy);
        int side = (int) x.getShape().get(2);
        int rows = convolution.there().rows();
        for (int start = 0; start < side; start += rows)
            try (NDArray scaled = ops.scaledRows(x, style, start, rows);
                    NDArray y = convolve(scaled, Convolutions.pad(rows, side))) {
                ops.finish(y, demodulation, noiseRows, bias, out, start * scale());
            }
        return new Pass(x, style, demodulation, out);
    }

    private NDArray convolve(NDArray scaled, int pad) {
        NDArray y = convolution.apply(scaled);
        if (!up) return y;
        try (NDArray large = y) {
            return ops.cropBlur(large, pad);
        }
    }

    /** Gradients with respect to the features taken and to the style. */
    record Gradients(NDArray x, NDArray style) {}

    /**
     * @param pass used up: its result is written over
     * @param g with respect to the result; closed
     */
    Gradients back(Pass pass, NDArray g) {
        NDArray gd = ops.finishBack(g, pass.out, pass.demodulation, noiseRows, bias);
        NDArray gx = convolveBack(pass, g);
        NDArray gs = ops.scaleBack(gx, pass.x, pass.style, gd, pass.demodulation, energy);
        return new Gradients(gx, gs);
    }

    /**
     * @param pass with the gradient written over its result
     * @param used memory of the result's size: closed, or answered with
     */
    private NDArray convolveBack(Pass pass, NDArray used) {
        int side = (int) pass.x.getShape().get(2);
        int rows = convolution.back().rows();
        if (up || rows == side) used.close();
        if (rows == side) return up ? upBack(pass.out, 0, side) : convolution.back(pass.out);
        // a layer that keeps the size keeps the channels
        NDArray gx = up ? ops.features(pass.x, pass.x.getShape().get(1), side) : used;
        for (int start = 0; start < side; start += rows)
            try (NDArray part = up ? upBack(pass.out, start, side) : back(pass.out, start)) {
                ops.putRows(gx, part, start);
            }
        return gx;
    }

    private NDArray back(NDArray gy, int start) {
        try (NDArray part = ops.someRows(gy, start, convolution.back().rows(), 1)) {
            return convolution.back(part);
        }
    }

    private NDArray upBack(NDArray gy, int start, int side) {
        int rows = convolution.back().rows();
        try (NDArray part = ops.someRows(gy, 2 * start, 2 * rows, 2);
                NDArray filtered = ops.cropBlurBack(part, 2 * Convolutions.pad(rows, side))) {
            return convolution.back(filtered);
        }
    }

    @Override
    public void close() {
        convolution.close();
        energy.close();
        noiseRows.close();
        bias.close();
    }
}
