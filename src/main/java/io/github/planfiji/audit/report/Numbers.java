package io.github.planfiji.audit.report;

import io.github.planfiji.measure.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a report writes them: enough digits to compare, none that mean nothing. */
public final class Numbers {

    private Numbers() {}

    /**
     * Three decimals from 0.1 to 100, else about three digits; whole numbers as they are; "n/a" for
     * NaN.
     */
    public static String text(double value) {
        if (Double.isNaN(value)) return "n/a";
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e9) return Long.toString((long) value);
        if (size >= 1000) return String.format(Locale.ROOT, "%.0f", value);
        if (size >= 100) return String.format(Locale.ROOT, "%.1f", value);
        if (size >= 0.1) return String.format(Locale.ROOT, "%.3f", value);
        if (size >= 0.0001)
            return BigDecimal.valueOf(value).round(new MathContext(3)).toPlainString();
        return String.format(Locale.ROOT, "%.2e", value);
    }

    /** The value with its interval, for example "0.512 (0.470 to 0.553)". */
    public static String text(Estimate estimate) {
        String value = text(estimate.value());
        return estimate.hasInterval() ? value + " (" + interval(estimate) + ")" : value;
    }

    /** The interval alone, for example "0.470 to 0.553"; empty where there is none. */
    public static String interval(Estimate estimate) {
        return estimate.hasInterval() ? text(estimate.low()) + " to " + text(estimate.high()) : "";
    }

    /** A share 0..1 as percent. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share);
    }
}
