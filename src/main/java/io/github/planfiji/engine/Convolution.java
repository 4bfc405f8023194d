package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * A convolution whose weights stay, in the form that the device computes fastest, and the way back
 * through it; see {@link Convolutions}. Outside any graph. Features have their channels innermost
 * in memory.
 *
 * @param rows of the features to do at a time, so that what comes of them stays in a core's cache
 * @param owned the arrays of both ways, closed with this
 */
record Convolution(OpsScript script, int rows, Way there, Way back, List<NDArray> owned)
        implements AutoCloseable {

    /**
     * A method of the script.
     *
     * @param constants what it takes behind the features: arrays and numbers
     */
    record Way(String method, List<?> constants) {

        static Way of(String method, Object... constants) {
            return new Way(method, List.of(constants));
        }

        private NDArray apply(OpsScript script, NDArray x) {
            Object[] arguments = new Object[constants.size() + 1];
            arguments[0] = x;
            for (int i = 1; i < arguments.length; i++) arguments[i] = constants.get(i - 1);
            return script.compute(method, arguments);
        }
    }

    /**
     * Some rows, given with the one above and the one below, which are zero beyond the edge; or all
     * rows, if so many are done at a time, given alone.
     *
     * @param x [N,I,rows+2,W], or [N,I,rows,W]
     * @return see {@link Convolutions}
     */
    NDArray apply(NDArray x) {
        return there.apply(script, x);
    }

    /**
     * The gradient with respect to all rows [N,I,H,W] from that of all of the result; or, of a
     * transposed convolution, to some rows from that of their part of it.
     */
    NDArray back(NDArray g) {
        return back.apply(script, g);
    }

    @Override
    public void close() {
        owned.forEach(NDArray::close);
    }
}
