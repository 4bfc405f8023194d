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
        int rows = convolution.rows();
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
        NDArray gd;
        try (NDArray last = g) {
            gd = ops.finishBack(last, pass.out, pass.demodulation, noiseRows, bias);
        }
        NDArray gx = up ? upBack(pass.out, pass.x) : convolution.back(pass.out);
        NDArray gs = ops.scaleBack(gx, pass.x, pass.style, gd, pass.demodulation, energy);
        return new Gradients(gx, gs);
    }

    /** Some rows at a time as well, for the filtered gradient is large. */
    private NDArray upBack(NDArray gy, NDArray x) {
        int side = (int) x.getShape().get(2);
        int rows = convolution.rows();
        NDArray gx = ops.features(x, x.getShape().get(1), side);
        for (int start = 0; start < side; start += rows)
            try (NDArray part = ops.someRows(gy, 2 * start, 2 * rows, 2);
                    NDArray filtered = ops.cropBlurBack(part, 2 * Convolutions.pad(rows, side));
                    NDArray found = convolution.back(filtered)) {
                ops.putRows(gx, found, start);
            }
        return gx;
    }

    @Override
    public void close() {
        convolution.close();
        energy.close();
        noiseRows.close();
        bias.close();
    }
}
