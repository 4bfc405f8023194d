package io.github.planfiji.measure;

/** What a pair of vectors sums over its features. */
enum PairTerm {

    /** (a - b)^2. */
    SQUARED_DIFFERENCE {
        @Override
        void add(float[] row, int from, int depth, float[] tile, float[] sums) {
            int f = 0;
            for (; f + 4 <= depth; f += 4) {
                float r0 = row[from + f];
                float r1 = row[from + f + 1];
                float r2 = row[from + f + 2];
                float r3 = row[from + f + 3];
                int t0 = f * PairTiles.WIDTH;
                for (int c = 0; c < PairTiles.WIDTH; c++) {
                    float d0 = r0 - tile[t0 + c];
                    float d1 = r1 - tile[t0 + PairTiles.WIDTH + c];
                    float d2 = r2 - tile[t0 + 2 * PairTiles.WIDTH + c];
                    float d3 = r3 - tile[t0 + 3 * PairTiles.WIDTH + c];
                    sums[c] += (d0 * d0 + d1 * d1) + (d2 * d2 + d3 * d3);
                }
            }
            for (; f < depth; f++) {
                float r = row[from + f];
                int t = f * PairTiles.WIDTH;
                for (int c = 0; c < PairTiles.WIDTH; c++) {
                    float d = r - tile[t + c];
                    sums[c] += d * d;
                }
            }
        }
    },

    /** a b. */
    PRODUCT {
        @Override
        void add(float[] row, int from, int depth, float[] tile, float[] sums) {
            int f = 0;
            for (; f + 4 <= depth; f += 4) {
                float r0 = row[from + f];
                float r1 = row[from + f + 1];
                float r2 = row[from + f + 2];
                float r3 = row[from + f + 3];
                int t0 = f * PairTiles.WIDTH;
                for (int c = 0; c < PairTiles.WIDTH; c++)
                    sums[c] +=
                            (r0 * tile[t0 + c] + r1 * tile[t0 + PairTiles.WIDTH + c])
                                    + (r2 * tile[t0 + 2 * PairTiles.WIDTH + c]
                                            + r3 * tile[t0 + 3 * PairTiles.WIDTH + c]);
            }
            for (; f < depth; f++) {
                float r = row[from + f];
                int t = f * PairTiles.WIDTH;
                for (int c = 0; c < PairTiles.WIDTH; c++) sums[c] += r * tile[t + c];
            }
        }
    };

    /**
     * Adds the terms of one row with every column of a tile.
     *
     * @param row [F], read from {@code from} to {@code from + depth}
     * @param tile the same features of the columns, [depth, {@link PairTiles#WIDTH}]
     * @param sums [{@link PairTiles#WIDTH}], one a column
     */
    abstract void add(float[] row, int from, int depth, float[] tile, float[] sums);
}
