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
 * @param matcherEpochs times that an identity classifier for the re-identification sees every
 *     training image; 0 for none
 * @param seed of all that is random
 */
public record AuditOptions(
        double copyQuantile, int resamples, int controls, int matcherEpochs, long seed) {

    public AuditOptions {
        UserException.require(
                copyQuantile >= 0 && copyQuantile <= 0.5,
                "The quantile for copies is %s, but must lie in 0..0.5: 0.05 is usual.",
                copyQuantile);
        requireDraws("resamples", resamples);
        requireDraws("controls", controls);
        UserException.require(
                matcherEpochs >= 0,
                "Matcher epochs = %d must not be negative: 0 trains no matcher.",
                matcherEpochs);
    }

    /** 5 % quantile, 1000 resamples, 200 controls, no matcher trained. */
    public static AuditOptions of(long seed) {
        return new AuditOptions(0.05, 1000, 200, 0, seed);
    }

    /** The same with other numbers of draws. */
    public AuditOptions withDraws(int resamples, int controls) {
        return new AuditOptions(copyQuantile, resamples, controls, matcherEpochs, seed);
    }

    /** The same with another quantile for copies. */
    public AuditOptions withCopyQuantile(double quantile) {
        return new AuditOptions(quantile, resamples, controls, matcherEpochs, seed);
    }

    /** The same with a matcher that is trained for so many epochs; 0 for none. */
    public AuditOptions withMatcher(int epochs) {
        return new AuditOptions(copyQuantile, resamples, controls, epochs, seed);
    }

    /** Every option as text. */
    public Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("copy quantile", Double.toString(copyQuantile));
        entries.put("resamples", Integer.toString(resamples));
        entries.put("controls", Integer.toString(controls));
        entries.put("matcher epochs", Integer.toString(matcherEpochs));
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
