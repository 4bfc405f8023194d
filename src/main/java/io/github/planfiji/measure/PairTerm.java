package io.github.planfiji.measure;

/**
 * What a pair of vectors sums over its features. The loops take whole arrays from their start: with
 * an offset into one long array the JIT leaves them scalar, and they run several times slower.
 */
enum PairTerm {

    /** (a - b)^2. */
    SQUARED_DIFFERENCE {
        @Override
        void add(float value, float[] columns, float[] sums) {
            for (int c = 0; c < sums.length; c++) {
                float difference = value - columns[c];
                sums[c] += difference * difference;
            }
        }
    },

    /** a b. */
    PRODUCT {
        @Override
        void add(float value, float[] columns, float[] sums) {
            for (int c = 0; c < sums.length; c++) sums[c] += value * columns[c];
        }
    };

    /**
     * Adds the term of one feature to the sum of each column.
     *
     * @param value the feature of the row
     * @param columns the same feature of each column, as long as {@code sums}
     */
    abstract void add(float value, float[] columns, float[] sums);
}
