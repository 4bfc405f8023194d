package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.run.Seed;
import io.github.planfiji.testing.FiniteDifferences;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The convolutions against their definitions in plain loops: weights modulated and demodulated as
 * in Karras et al. 2020, equations 1 to 3, and resampling by zero insertion and the filter
 * [1,3,3,1].
 */
class StyledConvTest {

    private static final int N = 2;
    private static final int I = 2;
    private static final int O = 3;
    private static final int SIDE = 3;
    private static final double[] FILTER = {1 / 8.0, 3 / 8.0, 3 / 8.0, 1 / 8.0};

    private static Torch torch;

    private final SplittableRandom random = new Seed(4).stream("values");
    private final float[] x = FiniteDifferences.normal(random, N * I * SIDE * SIDE);
    private final float[] w = FiniteDifferences.normal(random, O * I * 9);
    private final float[] style = FiniteDifferences.normal(random, N * I);
    private final float[] bias = FiniteDifferences.normal(random, O);

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    @Test
    void styledConvIsAConvolutionWithDemodulatedWeights() {
        float[] noise = FiniteDifferences.normal(random, SIDE * SIDE);
        float[] found;
        try (NDScope scope = new NDScope()) {
            found =
                    torch.ops()
                            .styledConv(x(), w(), style(), noise(noise, SIDE), bias())
                            .toFloatArray();
        }
        double[] expected = new double[found.length];
        for (int n = 0; n < N; n++)
            for (int o = 0; o < O; o++) {
                double[][] sum = new double[SIDE][SIDE];
                for (int i = 0; i < I; i++) addConvolution(sum, plane(n, i), kernel(n, o, i));
                finish(sum, noise, o, expected, n);
            }
        assertEqual(found, expected);
    }

    @Test
    void styledConvUpInsertsZerosConvolvesAndFilters() {
        int side = 2 * SIDE;
        float[] noise = FiniteDifferences.normal(random, side * side);
        float[] found;
        try (NDScope scope = new NDScope()) {
            found =
                    torch.ops()
                            .styledConvUp(x(), w(), style(), noise(noise, side), bias())
                            .toFloatArray();
        }
        double[] expected = new double[found.length];
        for (int n = 0; n < N; n++)
            for (int o = 0; o < O; o++) {
                double[][] spread = new double[side + 1][side + 1];
                for (int i = 0; i < I; i++) addSpread(spread, plane(n, i), kernel(n, o, i));
                finish(filtered(spread, 1, 1, 4), noise, o, expected, n);
            }
        assertEqual(found, expected);
    }

    @Test
    void upsampleInterpolates() {
        float[] found;
        try (NDScope scope = new NDScope()) {
            found = torch.ops().upsample(x()).toFloatArray();
        }
        double[] expected = new double[found.length];
        int side = 2 * SIDE;
        for (int p = 0; p < N * I; p++) {
            // samples at odd places of a field with a margin of two zeros
            double[][] inserted = new double[side + 3][side + 3];
            double[][] plane = plane(p / I, p % I);
            for (int y = 0; y < SIDE; y++)
                for (int c = 0; c < SIDE; c++) inserted[2 * y + 2][2 * c + 2] = plane[y][c];
            store(filtered(inserted, 0, 1, 4), expected, p);
        }
        assertEqual(found, expected);
    }

    @Test
    void blurDownFiltersAndTakesEverySecondPixel() {
        float[] values = FiniteDifferences.normal(random, 16);
        float[] found;
        try (NDScope scope = new NDScope()) {
            found = torch.ops().blurDown(torch.array(values, 1, 1, 4, 4)).toFloatArray();
        }
        double[][] plane = new double[4][4];
        for (int i = 0; i < 16; i++) plane[i / 4][i % 4] = values[i];
        double[] expected = new double[4];
        store(filtered(plane, 1, 2, 1), expected, 0);
        assertEqual(found, expected);
    }

    private NDArray x() {
        return torch.array(x, N, I, SIDE, SIDE);
    }

    private NDArray w() {
        return torch.array(w, O, I, 3, 3);
    }

    private NDArray style() {
        return torch.array(style, N, I);
    }

    private NDArray bias() {
        return torch.array(bias, O);
    }

    private static NDArray noise(float[] values, int side) {
        return torch.array(values, side, side);
    }

    private double[][] plane(int n, int i) {
        double[][] plane = new double[SIDE][SIDE];
        for (int y = 0; y < SIDE; y++)
            for (int c = 0; c < SIDE; c++) plane[y][c] = x[((n * I + i) * SIDE + y) * SIDE + c];
        return plane;
    }

    /** Equations 1 and 3: w'' = s_i w / sqrt(sum over i and places of (s_i w)^2 + 1e-8). */
    private double[][] kernel(int n, int o, int i) {
        double energy = 1e-8;
        for (int j = 0; j < I; j++)
            for (int k = 0; k < 9; k++) energy += square(style[n * I + j] * w[(o * I + j) * 9 + k]);
        double[][] kernel = new double[3][3];
        for (int k = 0; k < 9; k++)
            kernel[k / 3][k % 3] = style[n * I + i] * w[(o * I + i) * 9 + k] / Math.sqrt(energy);
        return kernel;
    }

    private static double square(double value) {
        return value * value;
    }

    /** Adds the plane seen through the kernel, zeros outside. */
    private static void addConvolution(double[][] sum, double[][] plane, double[][] kernel) {
        for (int y = 0; y < SIDE; y++)
            for (int c = 0; c < SIDE; c++)
                for (int a = -1; a <= 1; a++)
                    for (int b = -1; b <= 1; b++)
                        if (y + a >= 0 && y + a < SIDE && c + b >= 0 && c + b < SIDE)
                            sum[y][c] += plane[y + a][c + b] * kernel[a + 1][b + 1];
    }

    /** Adds a kernel at every second place, as high as the plane there. */
    private static void addSpread(double[][] sum, double[][] plane, double[][] kernel) {
        for (int y = 0; y < SIDE; y++)
            for (int c = 0; c < SIDE; c++)
                for (int a = 0; a < 3; a++)
                    for (int b = 0; b < 3; b++)
                        sum[2 * y + a][2 * c + b] += plane[y][c] * kernel[a][b];
    }

    /** The filter over a plane with a margin of zeros, every so many places. */
    private static double[][] filtered(double[][] plane, int margin, int stride, double gain) {
        int side = (plane.length + 2 * margin - 4) / stride + 1;
        double[][] result = new double[side][side];
        for (int y = 0; y < side; y++)
            for (int c = 0; c < side; c++)
                for (int a = 0; a < 4; a++)
                    for (int b = 0; b < 4; b++) {
                        int row = stride * y + a - margin;
                        int column = stride * c + b - margin;
                        if (row >= 0 && row < plane.length && column >= 0 && column < plane.length)
                            result[y][c] += gain * FILTER[a] * FILTER[b] * plane[row][column];
                    }
        return result;
    }

    /** Noise, bias, leaky ReLU with gain sqrt 2. */
    private void finish(double[][] sum, float[] noise, int o, double[] to, int n) {
        int side = sum.length;
        for (int y = 0; y < side; y++)
            for (int c = 0; c < side; c++) {
                double value = sum[y][c] + noise[y * side + c] + bias[o];
                sum[y][c] = Math.sqrt(2) * (value < 0 ? 0.2 * value : value);
            }
        store(sum, to, n * O + o);
    }

    private static void store(double[][] plane, double[] to, int number) {
        int side = plane.length;
        for (int i = 0; i < side * side; i++)
            to[number * side * side + i] = plane[i / side][i % side];
    }

    private static void assertEqual(float[] found, double[] expected) {
        for (int i = 0; i < expected.length; i++)
            assertThat((double) found[i]).as("value %d", i).isCloseTo(expected[i], within(1e-5));
    }
}
