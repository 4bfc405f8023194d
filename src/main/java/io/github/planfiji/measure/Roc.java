package io.github.planfiji.measure;

import java.util.Arrays;

/**
 * How well scores tell members from non-members, over all thresholds. 0.5 is chance for the first
 * two figures, 0.01 for the third.
 *
 * @param auc area under the receiver operating characteristic, ties counted half: the probability
 *     that a random member scores above a random non-member
 * @param bestAccuracy greatest mean of true positive and true negative rate over all thresholds,
 *     0.5..1; chosen on the data it is measured on, so above 0.5 even for scores that say nothing
 * @param truePositiveRate members found where at most 1 % of non-members are taken for members
 *     (Carlini et al., IEEE S&amp;P 2022, arXiv 2112.03570)
 */
public record Roc(double auc, double bestAccuracy, double truePositiveRate) {

    private static final double FALSE_POSITIVE_RATE = 0.01;

    /**
     * Measures scores in any order; higher says member.
     *
     * @throws IllegalArgumentException if there are no scores of a kind, or one is NaN
     */
    public static Roc of(double[] members, double[] nonMembers) {
        double[] positive = sorted(members);
        double[] negative = sorted(nonMembers);
        int p = positive.length;
        int n = negative.length;
        double auc = 0;
        double accuracy = 0.5;
        double early = 0;
        double truePositives = 0;
        double falsePositives = 0;
        while (p > 0 || n > 0) {
            double threshold =
                    Math.max(
                            p > 0 ? positive[p - 1] : Double.NEGATIVE_INFINITY,
                            n > 0 ? negative[n - 1] : Double.NEGATIVE_INFINITY);
            while (p > 0 && positive[p - 1] == threshold) p--;
            while (n > 0 && negative[n - 1] == threshold) n--;
            double hits = (double) (positive.length - p) / positive.length;
            double alarms = (double) (negative.length - n) / negative.length;
            auc += (alarms - falsePositives) * (hits + truePositives) / 2;
            accuracy = Math.max(accuracy, (hits + 1 - alarms) / 2);
            if (alarms <= FALSE_POSITIVE_RATE) early = hits;
            truePositives = hits;
            falsePositives = alarms;
        }
        return new Roc(auc, accuracy, early);
    }

    private static double[] sorted(double[] scores) {
        if (scores.length == 0) throw new IllegalArgumentException("no scores");
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        if (Double.isNaN(sorted[sorted.length - 1]))
            throw new IllegalArgumentException("a score is NaN");
        return sorted;
    }
}
