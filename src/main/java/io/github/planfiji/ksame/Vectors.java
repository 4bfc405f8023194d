package io.github.planfiji.ksame;

import java.util.List;

/** Sums over code vectors, in double precision and in a fixed order. */
final class Vectors {

    private Vectors() {}

    /** The mean of the rows at the given indices, [D]. */
    static float[] mean(float[][] rows, int[] indices) {
        double[] sum = new double[rows[indices[0]].length];
        for (int i : indices) add(sum, rows[i], 1);
        return scaled(sum, 1.0 / indices.length);
    }

    /** The mean of all vectors, [D]. */
    static float[] mean(List<float[]> vectors) {
        double[] sum = new double[vectors.get(0).length];
        for (float[] v : vectors) add(sum, v, 1);
        return scaled(sum, 1.0 / vectors.size());
    }

    /** sum += weight * vector. */
    static void add(double[] sum, float[] vector, double weight) {
        for (int d = 0; d < sum.length; d++) sum[d] += weight * vector[d];
    }

    static float[] scaled(double[] vector, double factor) {
        float[] scaled = new float[vector.length];
        for (int d = 0; d < scaled.length; d++) scaled[d] = (float) (vector[d] * factor);
        return scaled;
    }

    static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            double difference = (double) a[d] - b[d];
            sum += difference * difference;
        }
        return sum;
    }
}
