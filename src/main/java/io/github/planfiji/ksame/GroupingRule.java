package io.github.planfiji.ksame;

import io.github.planfiji.run.Progress;
import java.util.List;

/** How patients are put into groups. Each rule gives the k; they differ in the variance inside. */
public enum GroupingRule {

    /**
     * Maximum distance to average vector, the standard microaggregation heuristic (Domingo-Ferrer
     * and Torra, Data Mining and Knowledge Discovery 11, 2005, Algorithm MDAV-generic): a group
     * around the patient farthest from the mean of those left, one around the patient farthest from
     * that one, repeat; the last k to 2k-1 patients are a group.
     */
    MDAV(new Mdav()),

    /**
     * The greedy same-size rule of k-SALSA (Jeon et al., ECCV 2022, arXiv 2303.10824): a group
     * around the patient with the greatest summed distance to all others that are left, repeat. The
     * fewer than k patients left over each join the group with the nearest mean; the published form
     * used patients twice there.
     *
     * <p>The distance is the squared Euclidean one, because then the sum needs no matrix of pairs:
     * with S the sum of all n points and Q the sum of their squared norms, sum_j ||x_i - x_j||^2 =
     * n ||x_i||^2 - 2 x_i.S + Q = n ||x_i - S/n||^2 + Q - ||S||^2/n, so the greatest sum is where
     * the distance to the mean is greatest.
     */
    FARTHEST_FIRST(new FarthestFirst());

    /** The strategy behind a rule. */
    interface Partition {

        /**
         * Partitions all rows into disjoint groups of k to 2k-1.
         *
         * @param rows [n][D] with n at least k; equal rows in equal order give equal groups
         * @return row indices a group
         */
        List<int[]> of(float[][] rows, int k, Progress progress);
    }

    private final Partition partition;

    GroupingRule(Partition partition) {
        this.partition = partition;
    }

    List<int[]> partition(float[][] rows, int k, Progress progress) {
        return partition.of(rows, k, progress);
    }
}
