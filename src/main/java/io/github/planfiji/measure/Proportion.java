package io.github.planfiji.measure;

import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/**
 * How many of some independent trials succeeded.
 *
 * @param hits 0..trials
 * @param trials at least 1
 */
public record Proportion(int hits, int trials) {

    private static final WilsonScoreInterval WILSON = new WilsonScoreInterval();

    public Proportion {
        if (trials < 1 || hits < 0 || hits > trials)
            throw new IllegalArgumentException(hits + " of " + trials);
    }

    /** 0..1. */
    public double share() {
        return (double) hits / trials;
    }

    /**
     * The share with its 95 % interval after Wilson (Journal of the American Statistical
     * Association 22, 1927), which holds for few trials and for shares near 0 and 1 too.
     */
    public Estimate estimate() {
        ConfidenceInterval interval = WILSON.createInterval(trials, hits, 0.95);
        return new Estimate(
                share(),
                // exactly, where rounding leaves a trace
                hits == 0 ? 0 : interval.getLowerBound(),
                hits == trials ? 1 : interval.getUpperBound());
    }
}
