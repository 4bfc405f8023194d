package io.github.planfiji.measure;

import io.github.planfiji.run.UserException;
import java.util.Arrays;

/**
 * The nearest references of each query by squared Euclidean distance, nearest first; of equally
 * near ones the lower index comes first. A copy is at exactly 0. Memory beside the sets is that of
 * the result. Indices and ranks are 0-based.
 *
 * <pre>{@code
 * NearestNeighbours nearest = NearestNeighbours.between(steps, reals, 1);
 * nearest.index(0); // the real nearest to the first step
 * nearest.squaredDistance(0);
 * }</pre>
 */
public final class NearestNeighbours {
    private final int[][] indices;
    private final double[][] squaredDistances;

    private NearestNeighbours(float[][] queries, float[][] references, int count, boolean within) {
        indices = new int[queries.length][count];
        squaredDistances = new double[queries.length][count];
        for (double[] row : squaredDistances) Arrays.fill(row, Double.POSITIVE_INFINITY);
        PairTiles.visit(
                queries,
                references,
                PairTerm.SQUARED_DIFFERENCE,
                (query, from, to, values) -> {
                    double[] nearest = squaredDistances[query];
                    for (int c = from; c < to; c++)
                        if (values[c - from] < nearest[count - 1] && !(within && c == query))
                            insert(query, c, values[c - from]);
                });
    }

    /**
     * The {@code count} nearest references of each query.
     *
     * @param queries [Q,F]
     * @param references [M,F]
     * @param count 1..M
     * @throws UserException if a set is too small or has a feature that is not finite
     */
    public static NearestNeighbours between(float[][] queries, float[][] references, int count) {
        checkCount(count);
        FeatureSet.check("compared", queries, 1);
        FeatureSet.check("reference", references, count);
        FeatureSet.checkWidths(queries, references);
        return new NearestNeighbours(queries, references, count, false);
    }

    /**
     * The {@code count} nearest others of each vector of one set. The vector itself is left out by
     * its index, so a second copy of it is found.
     *
     * @param set [N,F]
     * @param count 1..N-1
     * @throws UserException if the set is too small or has a feature that is not finite
     */
    public static NearestNeighbours within(float[][] set, int count) {
        checkCount(count);
        FeatureSet.check("compared", set, count + 1);
        return new NearestNeighbours(set, set, count, true);
    }

    /** The number of queries. */
    public int size() {
        return indices.length;
    }

    /** The index of the nearest reference. */
    public int index(int query) {
        return indices[query][0];
    }

    /**
     * The index of a near reference.
     *
     * @param rank 0 for the nearest
     */
    public int index(int query, int rank) {
        return indices[query][rank];
    }

    /** The squared Euclidean distance to the nearest reference. */
    public double squaredDistance(int query) {
        return squaredDistances[query][0];
    }

    /**
     * The squared Euclidean distance to a near reference.
     *
     * @param rank 0 for the nearest
     */
    public double squaredDistance(int query, int rank) {
        return squaredDistances[query][rank];
    }

    /** The squared distances of all queries to their reference of one rank, [Q]. */
    public double[] squaredDistances(int rank) {
        return Arrays.stream(squaredDistances).mapToDouble(row -> row[rank]).toArray();
    }

    private void insert(int query, int reference, double distance) {
        double[] nearest = squaredDistances[query];
        int place = nearest.length - 1;
        for (; place > 0 && distance < nearest[place - 1]; place--) {
            nearest[place] = nearest[place - 1];
            indices[query][place] = indices[query][place - 1];
        }
        nearest[place] = distance;
        indices[query][place] = reference;
    }

    private static void checkCount(int count) {
        UserException.require(
                count >= 1,
                "The number of nearest neighbours is %d, but must be at least 1.",
                count);
    }
}
