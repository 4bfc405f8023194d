package io.github.planfiji.training;

import ai.djl.ndarray.NDArray;
import io.github.planfiji.engine.Ops;

/**
 * The energy distance of two samples (Székely and Rizzo 2013): twice the mean distance between
 * them, less the mean distance within each. Zero in expectation exactly where both come from one
 * distribution, and without a bandwidth to choose.
 */
final class EnergyDistance {

    /** Keeps the gradient of a root finite where two points coincide. */
    private static final double SMALLEST_SQUARE = 1e-6;

    private final Ops ops;

    EnergyDistance(Ops ops) {
        this.ops = ops;
    }

    /**
     * The unbiased estimate, in units of the root mean square of a coordinate.
     *
     * @param a [N,D], N at least 2
     * @param b [M,D], M at least 2
     * @return a scalar, differentiable in both; may be slightly negative
     */
    NDArray between(NDArray a, NDArray b) {
        NDArray across = ops.scale(distances(a, b).mean(), 2);
        return ops.scale(across.sub(within(a)).sub(within(b)), 1 / Math.sqrt(a.getShape().get(1)));
    }

    private NDArray within(NDArray a) {
        long n = a.getShape().get(0);
        return ops.scale(distances(a, a).sum(), 1.0 / (n * (n - 1)));
    }

    /** Euclidean, [N,M]. */
    private NDArray distances(NDArray a, NDArray b) {
        NDArray squares =
                squares(a).add(squares(b).transpose()).sub(ops.scale(a.matMul(b.transpose()), 2));
        return squares.maximum(ops.constant(SMALLEST_SQUARE)).sqrt();
    }

    private static NDArray squares(NDArray a) {
        return a.square().sum(new int[] {1}, true);
    }
}
