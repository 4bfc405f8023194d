package io.github.planfiji.audit.report;

import io.github.planfiji.measure.Estimate;

/**
 * One figure of a report: a row of its tables.
 *
 * @param measure what was measured, for example "Area under the curve"
 * @param estimate the figure with its spread
 * @param spread what the interval stands for, for example "bootstrap over patients"; empty without
 * @param space the feature space or scores it was measured in; never empty
 * @param ideal what a good value is, or what real images reach
 */
public record Measured(
        String measure, Estimate estimate, String spread, String space, String ideal) {

    public double value() {
        return estimate.value();
    }

    /** Lower end of the interval, NaN without one. */
    public double low() {
        return estimate.low();
    }

    /** Upper end of the interval, NaN without one. */
    public double high() {
        return estimate.high();
    }
}
