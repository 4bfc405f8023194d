package io.github.planfiji.utility;

/** Logarithms of class probabilities; they keep apart what probabilities round to 0 or 1. */
final class LogPosterior {

    private LogPosterior() {}

    /** The log-softmax of every row of logits [N][classes]. */
    static double[][] of(float[][] logits) {
        double[][] all = new double[logits.length][];
        for (int i = 0; i < all.length; i++) all[i] = row(logits[i]);
        return all;
    }

    private static double[] row(float[] logits) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (float value : logits) greatest = Math.max(greatest, value);
        double sum = 0;
        for (float value : logits) sum += Math.exp(value - greatest);
        double[] row = new double[logits.length];
        for (int c = 0; c < row.length; c++) row[c] = logits[c] - greatest - Math.log(sum);
        return row;
    }

    /** The cross-entropy of every image: minus the log-probability of its class. */
    static double[] losses(float[][] logits, int[] labels) {
        double[][] rows = of(logits);
        double[] losses = new double[rows.length];
        for (int i = 0; i < losses.length; i++) losses[i] = -rows[i][labels[i]];
        return losses;
    }
}
