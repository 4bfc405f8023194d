package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * A convolution whose weights stay, in the form that the device computes fastest, and the way back
 * through it; see {@link Convolutions}. Outside any graph. Features have their channels innermost
 * in memory.
 *
 * @param owned the arrays of both ways, closed with this
 */
record Convolution(OpsScript script, Way there, Way back, List<NDArray> owned)
        implements AutoCloseable {

    /**
     * A method of the script.
     *
     * @param rows of the smaller features to do at a time
     * @param constants what it takes behind the features: arrays and numbers
     */
    record Way(String method, int rows, List<?> constants) {

        static Way of(String method, int rows, Object... constants) {
            return new Way(method, rows, List.of(constants));
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
     * @return [N,O,rows,W]; if it upsamples, what these rows contribute to: [N,O,2 rows+3,2 W+1],
     *     or [N,O,2 rows+1,2 W+1]
     */
    NDArray apply(NDArray x) {
        return there.apply(script, x);
    }

    /**
     * The gradient with respect to some rows, or all.
     *
     * @param g with respect to the result, given as the features are: [N,O,rows+2,W], or
     *     [N,O,rows,W]; if it upsamples, [N,O,2 rows+1,2 W+1]
     * @return [N,I,rows,W]
     */
    NDArray back(NDArray g) {
        return back.apply(script, g);
    }

    @Override
    public void close() {
        owned.forEach(NDArray::close);
    }
}
