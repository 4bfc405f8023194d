package io.github.planfiji.walk;

/**
 * How near to a real image is too near.
 *
 * @param threshold tau, a squared distance: images that are not farther from every real image are
 *     not let out; 0 where there is no margin
 * @param quantile of the distances between real images of different people that tau is, 0..1; 0:
 *     there is no margin
 * @param calibratedOn how many distances tau was found from
 * @param distanceName the feature space of the distance
 */
public record Margin(double threshold, double quantile, int calibratedOn, String distanceName) {

    /** Whether there is a margin at all. */
    public boolean isOn() {
        return quantile > 0;
    }

    /** Whether an image at this distance from its nearest real image may be let out. */
    public boolean keeps(double distance) {
        return !isOn() || distance > threshold;
    }
}
