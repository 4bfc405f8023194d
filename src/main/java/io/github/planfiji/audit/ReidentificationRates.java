package io.github.planfiji.audit;

import io.github.planfiji.measure.Estimate;

/**
 * How often a matcher names the right patient behind k-same points, in a closed set of patients. An
 * attacker who knows the set takes the top match; where a released image stands for several
 * patients, one of them is drawn at random. Both attacks of Newton, Sweeney and Malin (IEEE TKDE
 * 17(2), 2005) are measured; the 1/k of their theorem bounds both rates, whatever the matcher. How
 * much the images themselves give away is told by {@code memberFound} and {@code groupFound} beside
 * {@code chance}. Intervals are Wilson's over released images or patients, taken as independent.
 *
 * @param naive expected rate, 0..1, at which a source patient is named from the released image:
 *     released images are matched with known real ones. Each patient counts once for each image
 *     that stands for them: the images whose top match is one of their patients, over the sum of
 *     patients behind all images
 * @param reverse expected rate, 0..1, at which a patient is linked: real images are matched with
 *     the released ones, and a right match of an image of m patients counts 1/m; mean over patients
 * @param memberFound share of released images, 0..1, whose top match is one of their patients: not
 *     bounded by 1/k
 * @param groupFound share of patients' real images, 0..1, whose top match is an image that stands
 *     for them: not bounded by 1/k
 * @param chance what {@code memberFound} and {@code groupFound} are by guessing: mean patients
 *     behind an image over the patients in the set
 */
public record ReidentificationRates(
        Rate naive, Rate reverse, Rate memberFound, Rate groupFound, double chance) {

    /**
     * A rate with its 95 % interval, all 0..1.
     *
     * @param value the rate itself
     * @param low lower end
     * @param high upper end
     */
    public record Rate(double value, double low, double high) {

        /** A share, each success of which counts {@code factor}. */
        static Rate of(Estimate share, double factor) {
            return new Rate(factor * share.value(), factor * share.low(), factor * share.high());
        }
    }

    /** The greater of the two rates that 1/k bounds. */
    public Rate worst() {
        return naive.value() >= reverse.value() ? naive : reverse;
    }
}
