package io.github.planfiji.measure;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A sum over features for every pair of a row and a column, tile by tile, in memory that does not
 * grow with the sets. A tile holds its columns feature by feature, so that the innermost loop runs
 * over columns: it has no sum to carry, which is the kind the JIT turns into vector code.
 *
 * <p>The value of a pair depends on its two vectors only, not on where they stand in their sets:
 * floats within a tile, doubles across tiles, always in the order of the features.
 */
final class PairTiles {

    /** Columns a tile. */
    private static final int WIDTH = 256;

    /** Features a tile. */
    private static final int DEPTH = 64;

    /** Rows that share one filling of a tile. */
    private static final int ROWS = 32;

    private PairTiles() {}

    /** Takes the values of one row with a stretch of columns. */
    interface Visitor {

        /**
         * Called for each row with ascending stretches, by one thread a row; rows run in parallel.
         *
         * @param from first column
         * @param to last column, exclusive
         * @param values valid during the call; that of column c is at c - {@code from}
         */
        void visit(int row, int from, int to, double[] values);
    }

    /** Visits every pair of a row [F] and a column [F], in parallel over blocks of rows. */
    static void visit(float[][] rows, float[][] columns, PairTerm term, Visitor visitor) {
        int blocks = (rows.length + ROWS - 1) / ROWS;
        IntStream.range(0, blocks)
                .parallel()
                .forEach(block -> visitBlock(rows, block * ROWS, columns, term, visitor));
    }

    private static void visitBlock(
            float[][] rows, int first, float[][] columns, PairTerm term, Visitor visitor) {
        int height = Math.min(ROWS, rows.length - first);
        int features = columns[0].length;
        float[][] tile = new float[DEPTH][WIDTH];
        float[] sums = new float[WIDTH];
        double[][] totals = new double[height][WIDTH];
        for (int from = 0; from < columns.length; from += WIDTH) {
            int to = Math.min(from + WIDTH, columns.length);
            for (double[] total : totals) Arrays.fill(total, 0);
            for (int f = 0; f < features; f += DEPTH) {
                int depth = Math.min(DEPTH, features - f);
                fill(tile, columns, from, to, f, depth);
                for (int r = 0; r < height; r++) {
                    float[] row = rows[first + r];
                    Arrays.fill(sums, 0);
                    for (int d = 0; d < depth; d++) term.add(row[f + d], tile[d], sums);
                    for (int c = 0; c < WIDTH; c++) totals[r][c] += sums[c];
                }
            }
            for (int r = 0; r < height; r++) visitor.visit(first + r, from, to, totals[r]);
        }
    }

    private static void fill(
            float[][] tile, float[][] columns, int from, int to, int feature, int depth) {
        for (int c = from; c < to; c++)
            for (int d = 0; d < depth; d++) tile[d][c - from] = columns[c][feature + d];
    }
}
