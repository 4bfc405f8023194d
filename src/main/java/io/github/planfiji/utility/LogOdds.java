package io.github.planfiji.utility;

/** Log odds of class probabilities; they keep apart what probabilities round to 0 or 1. */
final class LogOdds {

    private LogOdds() {}

    /** log(p / (1 - p)) of a class, where p is the softmax of the logits. */
    static double of(float[] logits, int wanted) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < logits.length; c++)
            if (c != wanted) greatest = Math.max(greatest, logits[c]);
        double sum = 0;
        for (int c = 0; c < logits.length; c++)
            if (c != wanted) sum += Math.exp(logits[c] - greatest);
        return logits[wanted] - greatest - Math.log(sum);
    }

    /** The cross-entropy of every image, minus the log-probability of its class: [N]. */
    static double[] losses(float[][] logits, int[] labels) {
        double[] losses = new double[labels.length];
        for (int i = 0; i < losses.length; i++) {
            double against = -of(logits[i], labels[i]);
            losses[i] = Math.max(0, against) + Math.log1p(Math.exp(-Math.abs(against)));
        }
        return losses;
    }
}
