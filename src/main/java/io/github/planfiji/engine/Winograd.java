package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.planfiji.engine.Convolution.Way;
import java.util.List;

/**
 * Winograd's minimal filtering F(4x4, 3x3) (Lavin and Gray 2016): of each 6 x 6 tile of the input
 * comes a 4 x 4 tile of the output with a quarter of the multiplications, as 36 matrix products.
 * Rounding is about ten times that of the plain sum, 1e-5 of the greatest value.
 */
final class Winograd implements AutoCloseable {

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
    private final NDArray input;
    private final NDArray output;

    Winograd(PtNDManager manager) {
        this.manager = manager;
        this.script = new OpsScript(manager, "winograd.py");
        this.input = matrix(INPUT);
        this.output = matrix(OUTPUT);
    }

    /**
     * How many rows to do at a time, so that tiles stay in the cache and yet weights are not read
     * too often; 0 where oneDNN was faster (docs/performance.md): the transforms cost memory
     * traffic, which only many channels repay, and at fewer pixels the greater weights do.
     */
    static int rows(Shape weight, int side) {
        if (Math.min(weight.get(0), weight.get(1)) < 128) return 0;
        return switch (side) {
            case 16 -> 16;
            case 32, 64 -> 32;
            case 128 -> 16;
            default -> 0;
        };
    }

    /**
     * Keeps the size.
     *
     * @param weight [O,I,3,3]
     * @param rows to do at a time, a multiple of four that divides the height
     * @param side height and width, a multiple of four
     */
    Convolution same(NDArray weight, int rows, int side) {
        try (NDArray transform = matrix(KERNEL)) {
            NDArray kernels = script.compute("kernels", weight, transform);
            return new Convolution(
                    script,
                    Way.of("same", rows, kernels, input, output, Convolutions.pad(rows, side)),
                    Way.of("same_back", side, kernels, input, output, rows),
                    List.of(kernels));
        }
    }

    private NDArray matrix(double[][] rows) {
        int columns = rows[0].length;
        float[] values = new float[rows.length * columns];
        for (int i = 0; i < values.length; i++) values[i] = (float) rows[i / columns][i % columns];
        try (NDArray view = manager.create(values, new Shape(rows.length, columns))) {
            return view.duplicate();
        }
    }

    @Override
    public void close() {
        input.close();
        output.close();
        script.close();
    }
}
