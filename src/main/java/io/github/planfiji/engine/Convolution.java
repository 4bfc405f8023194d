package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * A convolution whose weights stay, in the form that the device computes fastest; see {@link
 * Convolutions}. Owns its weights.
 *
 * @param constants what the method takes behind the features: arrays, which are owned, and numbers
 */
record Convolution(OpsScript script, String method, List<Object> constants)
        implements AutoCloseable {

    /**
     * Outside any graph.
     *
     * @param x [N,I,H,W], channels innermost in memory
     * @return [N,O,H',W'] likewise
     */
    NDArray apply(NDArray x) {
        Object[] arguments = new Object[constants.size() + 1];
        arguments[0] = x;
        for (int i = 1; i < arguments.length; i++) arguments[i] = constants.get(i - 1);
        return script.compute(method, arguments);
    }

    @Override
    public void close() {
        for (Object constant : constants) if (constant instanceof NDArray array) array.close();
    }
}
