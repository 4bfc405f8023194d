package io.github.planfiji.measure;

import java.util.SplittableRandom;

/** Sets of feature vectors [N,F] for the tests. */
final class FeatureSets {

    private FeatureSets() {}

    /** Independent standard normal features. */
    static float[][] normal(SplittableRandom random, int images, int features) {
        float[][] set = new float[images][features];
        for (float[] row : set)
            for (int f = 0; f < features; f++) row[f] = (float) random.nextGaussian();
        return set;
    }

    /** Every feature plus an offset. */
    static float[][] shifted(float[][] set, float offset) {
        float[][] shifted = copy(set);
        for (float[] row : shifted) for (int f = 0; f < row.length; f++) row[f] += offset;
        return shifted;
    }

    static float[][] copy(float[][] set) {
        float[][] copy = new float[set.length][];
        for (int i = 0; i < set.length; i++) copy[i] = set[i].clone();
        return copy;
    }

    /** The rows in another order: row i of the result is row order[i] of the set. */
    static float[][] ordered(float[][] set, int[] order) {
        float[][] ordered = new float[set.length][];
        for (int i = 0; i < set.length; i++) ordered[i] = set[order[i]];
        return ordered;
    }

    static int[] permutation(SplittableRandom random, int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
