package io.github.planfiji.measure;

import java.util.Arrays;

/**
 * Sums of the polynomial kernel (x.y / F + 1)^3 from each image of one set to the others of that
 * set and to those of another.
 */
final class KernelSums {
    private final double[] own;
    private final double[] other;
    private final int others;

    KernelSums(float[][] set, float[][] otherSet) {
        own = rowSums(set, set, true);
        other = rowSums(set, otherSet, false);
        others = otherSet.length;
    }

    /** The mean kernel of two different images of the set. */
    double within() {
        return Arrays.stream(own).sum() / pairs(own.length);
    }

    /** The mean kernel of an image of the set and one of the other set. */
    double across() {
        return Arrays.stream(other).sum() / ((double) own.length * others);
    }

    /**
     * The kernel distance without each image of the set in turn, [N].
     *
     * @param withinOther the mean kernel of two different images of the other set
     */
    double[] valuesWithoutOne(double withinOther) {
        int n = own.length;
        double ownSum = Arrays.stream(own).sum();
        double otherSum = Arrays.stream(other).sum();
        double[] values = new double[n];
        for (int i = 0; i < n; i++)
            values[i] =
                    // an image is in two ordered pairs with each other image of its set
                    (ownSum - 2 * own[i]) / pairs(n - 1)
                            + withinOther
                            - 2 * (otherSum - other[i]) / ((n - 1.0) * others);
        return values;
    }

    private static double pairs(int n) {
        return n * (n - 1.0);
    }

    private static double[] rowSums(float[][] rows, float[][] columns, boolean leaveOutSelf) {
        double features = columns[0].length;
        double[] sums = new double[rows.length];
        PairTiles.visit(
                rows,
                columns,
                PairTerm.PRODUCT,
                (row, from, to, products) -> {
                    for (int c = from; c < to; c++) {
                        if (leaveOutSelf && c == row) continue;
                        double base = products[c - from] / features + 1;
                        sums[row] += base * base * base;
                    }
                });
        return sums;
    }
}
