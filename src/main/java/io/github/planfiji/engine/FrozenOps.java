package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;

/**
 * The operations of networks whose weights stay, each with its way back; none is recorded. Features
 * [N,C,H,W] have their channels innermost in memory, images [N,C,H,W] their columns. Styles, and
 * factors of channels, are [N,C].
 */
final class FrozenOps implements AutoCloseable {

    /** Values, 512 kB. */
    private static final int CACHED = 1 << 17;

    private final OpsScript script;
    private final Convolutions convolutions;

    /** The resampling filter with the gain of two by two. */
    private final NDArray taps;

    FrozenOps(PtNDManager manager) {
        this.script = new OpsScript(manager, "frozen.py");
        this.convolutions = Convolutions.of(manager, script);
        this.taps = Ops.taps(manager, 16);
    }

    Convolutions convolutions() {
        return convolutions;
    }

    NDArray channelsLast(NDArray x) {
        return script.compute("channels_last", x);
    }

    /** [1,C,H,W], once for each row of another array. */
    NDArray repeat(NDArray x, NDArray rows) {
        return script.compute("repeat", x, rows);
    }

    /** Noise [H,W] and ones, with the gain of the activation: [2,H*W]. */
    NDArray noiseRows(NDArray noise) {
        return script.compute("noise_rows", noise);
    }

    /** Sums of squares over each kernel: [O,I,3,3] to [O,I]. */
    NDArray energy(NDArray weight) {
        return script.compute("energy", weight);
    }

    /** One over the length of each modulated kernel: style [N,I] to [N,O]. */
    NDArray demodulation(NDArray style, NDArray energy) {
        return script.compute("demodulation", style, energy);
    }

    /** Memory for square features of as many images as others are. */
    NDArray features(NDArray x, long channels, long side) {
        return script.compute("features", x, channels, side);
    }

    /**
     * Features times factors of channels, as {@link Convolution#apply} takes them.
     *
     * @param start the first of the rows
     */
    NDArray scaledRows(NDArray x, NDArray factors, int start, int rows) {
        return script.compute("scaled_rows", x, factors, start, rows);
    }

    /**
     * What follows a convolution: demodulation, noise and bias, leaky ReLU with gain.
     *
     * @param y used up
     * @param out where it goes to
     * @param start the first of the rows there
     */
    void finish(
            NDArray y,
            NDArray demodulation,
            NDArray noiseRows,
            NDArray bias,
            NDArray out,
            int start) {
        script.effect("finish", y, demodulation, noiseRows, bias, out, start, parts(y));
    }

    /**
     * The way back through {@link #finish}.
     *
     * @param g the gradient with respect to its result; used up
     * @param out its result, becomes the gradient with respect to y
     * @return the gradient with respect to the demodulation, times the demodulation
     */
    NDArray finishBack(
            NDArray g, NDArray out, NDArray demodulation, NDArray noiseRows, NDArray bias) {
        return script.compute("finish_back", g, out, demodulation, noiseRows, bias, parts(g));
    }

    /**
     * The way back through {@link #scaledRows} by a style, and through its demodulation.
     *
     * @param g the gradient with respect to the scaled features, becomes that with respect to x
     * @param x the features
     * @param gd what {@link #finishBack} answers with
     * @return the gradient with respect to the style
     */
    NDArray scaleBack(
            NDArray g, NDArray x, NDArray style, NDArray gd, NDArray demodulation, NDArray energy) {
        return script.compute("scale_back", g, x, style, gd, demodulation, energy, parts(g));
    }

    /** Into how many parts of the rows features are cut so that one stays in a core's cache. */
    private static int parts(NDArray x) {
        long height = x.getShape().get(2);
        int parts = 1;
        while (x.size() / parts > CACHED && 2 * parts <= height) parts *= 2;
        return parts;
    }

    /**
     * The filter behind a transposed convolution, which crops: some rows [N,C,2H+3,2W+1], or all
     * [N,C,2H+1,2W+1], to [N,C,2H,2W].
     *
     * @param pad 0 for some rows, 1 for all
     */
    NDArray cropBlur(NDArray x, int pad) {
        return script.compute("crop_blur", x, taps, pad);
    }

    /**
     * The way back: some rows [N,C,2H+4,2W], the four at the borders for their share, or all
     * [N,C,2H,2W], to [N,C,2H+1,2W+1].
     *
     * @param pad 0 for some rows, 2 for all
     */
    NDArray cropBlurBack(NDArray g, int pad) {
        return script.compute("crop_blur_back", g, taps, pad);
    }

    /**
     * Some rows and others above and below, which are zero beyond the edge; or all rows alone.
     *
     * @param more how many above and how many below
     */
    NDArray someRows(NDArray x, int start, int rows, int more) {
        return script.compute("some_rows", x, start, rows, more);
    }

    /**
     * Copies rows into others.
     *
     * @param start the first of the rows there
     */
    void putRows(NDArray x, NDArray part, int start) {
        script.effect("put_rows", x, part, start);
    }

    /** An image upsampled smoothly by two, plus another. */
    NDArray upsamplePlus(NDArray image, NDArray more) {
        return script.compute("upsample_plus", image, taps, more);
    }

    NDArray upsampleBack(NDArray g) {
        return script.compute("upsample_back", g, taps);
    }

    /**
     * Modulated 1x1 convolution to an image.
     *
     * @param weight [K,C], K image channels
     */
    NDArray toRgb(NDArray x, NDArray weight, NDArray style, NDArray bias) {
        return script.compute("to_rgb", x, weight, style, bias);
    }

    /** The gradient of {@link #toRgb} with respect to x, from one of the image. */
    NDArray toRgbBack(NDArray g, NDArray x, NDArray weight, NDArray style) {
        return script.compute("to_rgb_back", g, x, weight, style);
    }

    /** As {@link #toRgbBack}, added to another gradient in place. */
    void toRgbBackOnto(NDArray g, NDArray weight, NDArray style, NDArray gx) {
        script.effect("to_rgb_back_onto", g, weight, style, gx);
    }

    /** The gradient of {@link #toRgb} with respect to the style. */
    NDArray toRgbStyleBack(NDArray g, NDArray x, NDArray weight) {
        return script.compute("to_rgb_style_back", g, x, weight);
    }

    /**
     * A convolution by a kernel of odd size, padded so that a stride of one keeps the size.
     *
     * @param stride 1 or 2
     */
    NDArray convolve(NDArray x, NDArray weight, int stride) {
        return script.compute("convolve", x, weight, stride);
    }

    /** The gradient of {@link #convolve} with respect to x. */
    NDArray convolveBack(NDArray g, NDArray x, NDArray weight, int stride) {
        return script.compute("convolve_back", g, x, weight, stride);
    }

    /** Adds a bias [C] in place, and cuts off what is below zero. */
    void relu(NDArray y, NDArray bias) {
        script.effect("relu", y, bias);
    }

    /** As {@link #relu}, with other features added too. */
    void joinRelu(NDArray y, NDArray bias, NDArray more) {
        script.effect("join_relu", y, bias, more);
    }

    /**
     * The way back through {@link #relu} and {@link #joinRelu}.
     *
     * @param g the gradient with respect to the result, becomes that with respect to y
     */
    void reluBack(NDArray g, NDArray result) {
        script.effect("relu_back", g, result);
    }

    /** Adds other features in place. */
    void addOnto(NDArray x, NDArray more) {
        script.effect("add_onto", x, more);
    }

    /** Maxima of 3 x 3 places, of every second. */
    NDArray poolHalf(NDArray x) {
        return script.compute("pool_half", x);
    }

    /** The gradient of {@link #poolHalf} with respect to x. */
    NDArray poolHalfBack(NDArray g, NDArray x) {
        return script.compute("pool_half_back", g, x);
    }

    @Override
    public void close() {
        taps.close();
        convolutions.close();
        script.close();
    }
}
