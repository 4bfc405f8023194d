package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;

/**
 * The affine maps from a latent to the styles of all layers (Karras et al. 2020, "A" in figure 2),
 * as one matrix: every layer has the same latent.
 *
 * @param matrix [S,wDim]
 * @param bias [S]
 */
record Styles(NDArray matrix, NDArray bias) implements AutoCloseable {

    /** Those of a layer: from, to (exclusive). */
    record Columns(int from, int to) {

        /** [N,S] to [N,I], a view. */
        NDArray of(NDArray styles) {
            return styles.get(new NDIndex(":, {}:{}", from, to));
        }
    }

    /** [N,wDim] to [N,S]. */
    NDArray of(NDArray w) {
        return w.matMul(matrix.transpose()).add(bias);
    }

    /**
     * The gradient with respect to the latent, [N,wDim].
     *
     * @param gradients with respect to each layer's style, in the order of the layers
     */
    NDArray back(List<NDArray> gradients) {
        return NDArrays.concat(new NDList(gradients), 1).matMul(matrix);
    }

    @Override
    public void close() {
        matrix.close();
        bias.close();
    }

    /** Collects the maps layer by layer. */
    static final class Builder {

        private final Weights weights;
        private final NDList matrices = new NDList();
        private final NDList biases = new NDList();
        private int columns;

        Builder(Weights weights) {
            this.weights = weights;
        }

        /**
         * @param layer whose map is "LAYER.affine"
         * @param gain on the style
         */
        Columns add(Ops ops, String layer, double gain) {
            NDArray matrix = weights.get(layer + ".affine.weight");
            double scale = gain / Math.sqrt(matrix.getShape().get(1));
            try (NDArray ofMatrix = ops.constant(scale);
                    NDArray ofBias = ops.constant(gain)) {
                matrices.add(matrix.mul(ofMatrix));
                biases.add(weights.get(layer + ".affine.bias").mul(ofBias));
            }
            int from = columns;
            columns += (int) matrix.getShape().get(0);
            return new Columns(from, columns);
        }

        Styles build() {
            Styles styles = new Styles(NDArrays.concat(matrices, 0), NDArrays.concat(biases, 0));
            matrices.close();
            biases.close();
            return styles;
        }
    }
}
