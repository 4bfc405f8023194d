package io.github.planfiji.measure;

import io.github.planfiji.run.UserException;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Values in five figures. For distances to real images the low ones matter: a mean hides the one
 * image that lies too near. Percentiles interpolate linearly between neighbouring values, as NumPy
 * does (Hyndman and Fan 1996, definition 7).
 *
 * @param count number of values
 * @param minimum lowest value
 * @param percent1 1st percentile
 * @param percent5 5th percentile
 * @param median 50th percentile
 * @param mean arithmetic mean
 */
public record Summary(
        int count, double minimum, double percent1, double percent5, double median, double mean) {

    /**
     * Summarises values in any order, and leaves them as they are.
     *
     * @throws UserException if there are none, or one is not a number
     */
    public static Summary of(double[] values) {
        UserException.require(values.length > 0, "There are no values to summarise.");
        for (int i = 0; i < values.length; i++)
            UserException.require(
                    !Double.isNaN(values[i]), "Value %d of those to summarise is NaN.", i + 1);
        Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
        percentile.setData(values);
        return new Summary(
                values.length,
                StatUtils.min(values),
                percentile.evaluate(1),
                percentile.evaluate(5),
                percentile.evaluate(50),
                StatUtils.mean(values));
    }
}
