package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * Tensor operations that are safe to differentiate, and those that DJL lacks.
 *
 * <p>Why "safe": on the CPU {@code x.mul(Number)}, {@code div(Number)} and {@code pow(Number)} of
 * DJL 0.35 leave a tensor over a freed Java buffer in the autograd graph, and gradients go wrong
 * under garbage collection. Differentiable code of this project multiplies by numbers through
 * {@link #scale} only. Results belong to the engine's manager and are freed by the enclosing {@code
 * NDScope}.
 */
public final class Ops implements AutoCloseable {

    private final PtNDManager manager;
    private final OpsScript script;

    /** The resampling filter of sum one. */
    private final NDArray taps;

    Ops(PtNDManager manager) {
        this.manager = manager;
        this.script = new OpsScript(manager, "ops.py");
        this.taps = taps(manager, 64);
    }

    /** The resampling filter [1,3,3,1] x [1,3,3,1] over a number, as [1,1,4,4]. */
    static NDArray taps(PtNDManager manager, float over) {
        float[] line = {1, 3, 3, 1};
        float[] square = new float[16];
        for (int i = 0; i < 16; i++) square[i] = line[i / 4] * line[i % 4] / over;
        try (NDArray view = manager.create(square, new Shape(1, 1, 4, 4))) {
            return view.duplicate();
        }
    }

    /** A constant that may enter a differentiable expression: a 0-dimensional array. */
    public NDArray constant(double value) {
        return manager.full(new Shape(), (float) value, DataType.FLOAT32);
    }

    /** x times a number, same shape. */
    public NDArray scale(NDArray x, double factor) {
        return x.mul(constant(factor));
    }

    /**
     * Gradients of a scalar; frees the graph.
     *
     * @param y a scalar
     * @param xs arrays that require gradients
     * @return one gradient each, in order and shape of {@code xs}; zeros where y does not depend on
     *     it
     */
    public NDList gradients(NDArray y, List<NDArray> xs) {
        return withList("grad", y, xs);
    }

    /** Gradients that can be differentiated again; keeps the graph. See {@link #gradients}. */
    public NDList differentiableGradients(NDArray y, List<NDArray> xs) {
        return withList("grad_graph", y, xs);
    }

    private NDList withList(String method, NDArray y, List<NDArray> xs) {
        NDList arguments = new NDList(xs.size() + 2);
        arguments.add(y);
        // The engine passes arrays of this name as one list.
        for (NDArray x : xs) {
            x.setName("xs[]");
            arguments.add(x);
        }
        try {
            return script.record(method, arguments);
        } finally {
            for (NDArray x : xs) x.setName(null);
        }
    }

    /** The mean over each image of [N,C,H,W]: [N,1,1,1]. */
    public NDArray imageMean(NDArray x) {
        Shape shape = x.getShape();
        return scale(
                x.sum(new int[] {1, 2, 3}, true),
                1.0 / (shape.get(1) * shape.get(2) * shape.get(3)));
    }

    /** Computes without recording a graph, on this thread. */
    public <T> T withoutGradients(java.util.function.Supplier<T> computation) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            return computation.get();
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    /** Smooth upsampling by two: [N,C,H,W] to [N,C,2H,2W], filter [1,3,3,1]. */
    NDArray upsample(NDArray x) {
        return script.record("upsample", x, taps);
    }

    /** Filter [1,3,3,1] and every second pixel: [N,C,H,W] to [N,C,H/2,W/2]. */
    NDArray blurDown(NDArray x) {
        return script.record("blur_down", x, taps);
    }

    /**
     * Modulated, demodulated 3x3 convolution, noise, bias, leaky ReLU (Karras et al. 2020, section
     * 2.2), with activations scaled instead of weights.
     *
     * @param x [N,I,H,W]
     * @param w [O,I,3,3]
     * @param style [N,I]
     * @param noise broadcastable to [N,O,H,W]
     * @param bias [O]
     */
    NDArray styledConv(NDArray x, NDArray w, NDArray style, NDArray noise, NDArray bias) {
        return script.record("styled_conv", x, w, style, noise, bias);
    }

    /** As {@link #styledConv} with upsampling by two: result [N,O,2H,2W]. */
    NDArray styledConvUp(NDArray x, NDArray w, NDArray style, NDArray noise, NDArray bias) {
        return script.record("styled_conv_up", x, w, style, noise, bias, taps);
    }

    /** Whether every value is a number and none infinite. */
    boolean isFinite(NDArray x) {
        try (NDArray answer = script.compute("is_finite", x)) {
            return answer.getFloat() == 1;
        }
    }

    /** The same values with the channels innermost in memory, which CPU convolutions prefer. */
    NDArray channelsLast(NDArray x) {
        return script.record("channels_last", x);
    }

    /** Modulated 1x1 convolution without demodulation, plus bias. */
    NDArray toRgb(NDArray x, NDArray w, NDArray style, NDArray bias) {
        return script.record("to_rgb", x, w, style, bias);
    }

    /** Convolution of odd kernel size, padded to keep the size. */
    NDArray conv(NDArray x, NDArray w) {
        return script.record("conv", x, w);
    }

    /** Convolution of odd kernel size with stride two, padded. */
    NDArray convHalf(NDArray x, NDArray w) {
        return script.record("conv_half", x, w);
    }

    /** As {@link #conv} plus a bias [O]. */
    NDArray convBias(NDArray x, NDArray w, NDArray bias) {
        return script.record("conv_bias", x, w, bias);
    }

    /** As {@link #convHalf} plus a bias [O]. */
    NDArray convBiasHalf(NDArray x, NDArray w, NDArray bias) {
        return script.record("conv_bias_half", x, w, bias);
    }

    /** Filter [1,3,3,1], then a 3x3 convolution with stride two: [N,I,H,W] to [N,O,H/2,W/2]. */
    NDArray convBlurHalf(NDArray x, NDArray w) {
        return script.record("conv_blur_half", x, w, taps);
    }

    /** Leaky ReLU (slope 0.2, gain sqrt 2) of [N,C,H,W] plus bias [C]. */
    NDArray activate(NDArray x, NDArray bias) {
        return script.record("activate", x, bias);
    }

    /** Leaky ReLU, slope 0.2, gain sqrt 2. */
    NDArray leaky(NDArray x) {
        return script.record("leaky", x);
    }

    /** Rows of [N,D] scaled to a mean square of one. */
    NDArray normalizeSecondMoment(NDArray x) {
        return script.record("normalize_second_moment", x);
    }

    /** [N,C,H,W] to [N,C+1,H,W]: the standard deviation over groups of four as one more channel. */
    NDArray minibatchStd(NDArray x) {
        return script.record("minibatch_std", x);
    }

    /** Batch normalisation of [N,C,H,W]; in training the running mean and variance are updated. */
    NDArray batchNorm(
            NDArray x, NDArray w, NDArray b, NDArray mean, NDArray variance, boolean training) {
        return script.record(training ? "batch_norm_train" : "batch_norm", x, w, b, mean, variance);
    }

    /** ReLU in place, so that what came before it takes no memory. */
    NDArray reluOnto(NDArray x) {
        return script.record("relu_onto", x);
    }

    /** ReLU of a sum, in place of the first. */
    NDArray addReluOnto(NDArray x, NDArray more) {
        return script.record("add_relu_onto", x, more);
    }

    /** Maximum over 3x3, stride two, padded. */
    NDArray maxPoolHalf(NDArray x) {
        return script.record("max_pool_half", x);
    }

    /**
     * Shifts each image by whole pixels; what comes in from outside is black (-1).
     *
     * @param x [N,C,H,W]
     * @param dy rows down, [N], each in -margin..margin, 64-bit integers
     * @param dx columns right, likewise
     */
    public NDArray shift(NDArray x, long[] dy, long[] dx, int margin) {
        try (NDArray rows = manager.create(offsets(dy, margin));
                NDArray columns = manager.create(offsets(dx, margin));
                NDArray border = manager.create((long) margin)) {
            return script.record("shift", x, rows, columns, border);
        }
    }

    private static long[] offsets(long[] shifts, int margin) {
        long[] starts = new long[shifts.length];
        for (int i = 0; i < starts.length; i++) starts[i] = margin - shifts[i];
        return starts;
    }

    /** mean(log(1 + exp(x))), a scalar. */
    public NDArray softplusMean(NDArray x) {
        return script.record("softplus_mean", x);
    }

    /**
     * One Adam step in place, with bias correction (Kingma and Ba 2015); {@code step} is 1-based.
     */
    void adam(
            List<NDArray> parameters,
            List<NDArray> gradients,
            List<NDArray> m,
            List<NDArray> v,
            AdamOptions options,
            long step) {
        script.effect(
                "adam",
                parameters,
                gradients,
                m,
                v,
                options.learningRate(),
                options.beta1(),
                options.beta2(),
                options.epsilon(),
                step);
    }

    /** Multiplies arrays by a number, in place and outside any graph. */
    public void decay(List<NDArray> arrays, double factor) {
        script.effect("decay", arrays, factor);
    }

    /** averages += share * (values - averages), in place. */
    public void lerp(List<NDArray> averages, List<NDArray> values, double share) {
        script.effect("lerp", averages, values, share);
    }

    /** Copies values in place, on the device. */
    void copy(List<NDArray> targets, List<NDArray> sources) {
        script.effect("copy", targets, sources);
    }

    /** average += share * (value - average), in place. */
    public void lerp(NDArray average, NDArray value, double share) {
        lerp(List.of(average), List.of(value), share);
    }

    @Override
    public void close() {
        taps.close();
        script.close();
    }
}
