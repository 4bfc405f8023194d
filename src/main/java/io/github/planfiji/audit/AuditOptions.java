package io.github.planfiji.audit;

import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an audit is made.
 *
 * @param copyQuantile a released image nearer to a training image than this quantile of the
 *     held-out images' distances counts as too near, 0..0.5
 * @param resamples draws of each bootstrap interval, at least 20
 * @param controls divisions of the members for the member-versus-member control, at least 20
 * @param seed of all that is random
 */
public record AuditOptions(double copyQuantile, int resamples, int controls, long seed) {

    public AuditOptions {
        UserException.require(
                copyQuantile >= 0 && copyQuantile <= 0.5,
                "The quantile for copies is %s, but must lie in 0..0.5: 0.05 is usual.",
                copyQuantile);
        requireDraws("resamples", resamples);
        requireDraws("controls", controls);
    }

    /** 5 % quantile, 1000 resamples, 200 controls. */
    public static AuditOptions of(long seed) {
        return new AuditOptions(0.05, 1000, 200, seed);
    }

    /** The same with other numbers of draws. */
    public AuditOptions withDraws(int resamples, int controls) {
        return new AuditOptions(copyQuantile, resamples, controls, seed);
    }

    /** The same with another quantile for copies. */
    public AuditOptions withCopyQuantile(double quantile) {
        return new AuditOptions(quantile, resamples, controls, seed);
    }

    /** Every option as text. */
    public Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("copy quantile", Double.toString(copyQuantile));
        entries.put("resamples", Integer.toString(resamples));
        entries.put("controls", Integer.toString(controls));
        return entries;
    }

    Seed random(String purpose) {
        return new Seed(seed).derive(purpose);
    }

    private static void requireDraws(String name, int draws) {
        UserException.require(
                draws >= 20, "The number of %s is %d, but must be at least 20.", name, draws);
    }
}
