package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;

/**
 * Winograd's minimal filtering F(4x4, 3x3) (Lavin and Gray 2016): of each 6 x 6 tile of the input
 * comes a 4 x 4 tile of the output with a quarter of the multiplications, as 36 matrix products.
 * Rounding is about ten times that of the plain sum, 1e-5 of the greatest value.
 */
final class Winograd implements AutoCloseable {

    private static final int TILE = 4;

    /** Lavin and Gray 2016, section 4.2: input, kernel and output transforms. */
    private static final double[][] INPUT = {
        {4, 0, -5, 0, 1, 0},
        {0, -4, -4, 1, 1, 0},
        {0, 4, -4, -1, 1, 0},
        {0, -2, -1, 2, 1, 0},
        {0, 2, -1, -2, 1, 0},
        {0, 4, 0, -5, 0, 1}
    };

    private static final double[][] KERNEL = {
        {1.0 / 4, 0, 0},
        {-1.0 / 6, -1.0 / 6, -1.0 / 6},
        {-1.0 / 6, 1.0 / 6, -1.0 / 6},
        {1.0 / 24, 1.0 / 12, 1.0 / 6},
        {1.0 / 24, -1.0 / 12, 1.0 / 6},
        {0, 0, 1}
    };

    private static final double[][] OUTPUT = {
        {1, 1, 1, 1, 1, 0},
        {0, 1, -1, 2, -2, 0},
        {0, 1, 1, 4, 4, 0},
        {0, 1, -1, 8, -8, 1}
    };

    private final PtNDManager manager;
    private final OpsScript script;

    Winograd(PtNDManager manager) {
        this.manager = manager;
        this.script = new OpsScript(manager, "winograd.py");
    }

    /**
     * Whether it was faster than the plain sum (docs/performance.md): the transforms cost memory
     * traffic, which only many channels repay.
     */
    static boolean pays(Shape weight, int side) {
        return Math.min(weight.get(0), weight.get(1)) >= 256
                && side % TILE == 0
                && side >= 16
                && side <= 64;
    }

    /**
     * Keeps the size, which is a multiple of four.
     *
     * @param weight [O,I,3,3]
     */
    Convolution same(NDArray weight) {
        try (NDArray transform = bothWays(KERNEL)) {
            NDArray kernels = script.call("kernels", weight, transform);
            return new Convolution(
                    script, "same", List.of(kernels, bothWays(INPUT), bothWays(OUTPUT)));
        }
    }

    /** The transform along rows and columns in one: the Kronecker square of a matrix. */
    private NDArray bothWays(double[][] m) {
        int rows = m.length;
        int columns = m[0].length;
        float[] square = new float[rows * rows * columns * columns];
        int at = 0;
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < rows; j++)
                for (int k = 0; k < columns; k++)
                    for (int l = 0; l < columns; l++) square[at++] = (float) (m[i][k] * m[j][l]);
        try (NDArray view =
                manager.create(square, new Shape((long) rows * rows, (long) columns * columns))) {
            return view.duplicate();
        }
    }

    @Override
    public void close() {
        script.close();
    }
}
