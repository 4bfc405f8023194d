package io.github.planfiji.measure;

/**
 * A figure with its spread.
 *
 * @param value the figure itself, from all the data
 * @param low lower end of its 95 % interval, NaN where none was measured
 * @param high upper end of its 95 % interval, NaN where none was measured
 */
public record Estimate(double value, double low, double high) {

    /** Of a normal distribution, between the 2.5 % and the 97.5 % point, in standard deviations. */
    private static final double HALF_WIDTH = 1.96;

    /** A figure without an interval, such as a minimum. */
    public static Estimate single(double value) {
        return new Estimate(value, Double.NaN, Double.NaN);
    }

    /** The 95 % interval of a normal distribution about the value. */
    public static Estimate normal(double value, double standardError) {
        return new Estimate(
                value, value - HALF_WIDTH * standardError, value + HALF_WIDTH * standardError);
    }

    public boolean hasInterval() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    /** Whether the interval holds a value, its ends counted; false without an interval. */
    public boolean contains(double other) {
        return low <= other && other <= high;
    }
}
