package io.github.planfiji.audit;

/**
 * One release attacked by one matcher.
 *
 * @param matcher what compared images
 * @param matcherAccuracy share of held-out real images, 0..1, whose patient the matcher names right
 * @param method that made the release
 * @param k of the release
 * @param images released
 * @param patients in the closed set
 * @param rates what came out
 */
public record ReidentificationRow(
        String matcher,
        double matcherAccuracy,
        String method,
        int k,
        int images,
        int patients,
        ReidentificationRates rates) {

    /** The line that {@link ReidentificationRates#worst} must not exceed: 1/k. */
    public double bound() {
        return 1.0 / k;
    }
}
