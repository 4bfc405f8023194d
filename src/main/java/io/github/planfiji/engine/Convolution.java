package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;

/**
 * A convolution whose weights stay, in the form that the device computes fastest; see {@link
 * Convolutions}. Owns its weights.
 *
 * @param constants what the method takes behind the features
 */
record Convolution(OpsScript script, String method, List<NDArray> constants)
        implements AutoCloseable {

    /**
     * Outside any graph.
     *
     * @param x [N,I,H,W], channels innermost in memory
     * @return [N,O,H',W'] likewise
     */
    NDArray apply(NDArray x) {
        NDList arguments = new NDList(constants.size() + 2);
        arguments.add(x);
        arguments.addAll(constants);
        return script.call(method, arguments).get(0);
    }

    @Override
    public void close() {
        constants.forEach(NDArray::close);
    }
}
