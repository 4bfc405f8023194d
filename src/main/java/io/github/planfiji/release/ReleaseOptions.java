package io.github.planfiji.release;

import io.github.planfiji.run.UserException;
import io.github.planfiji.walk.WalkOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a data set is made of k-same points.
 *
 * @param perClass images a class; 0 for as many as the real images of the class
 * @param pairing which points are joined
 * @param course how one gets from the points to images
 * @param walk how a walk is optimised; its steps bound the images a walk
 * @param marginQuantile of the distances between images of different patients that an image must
 *     keep from every real image, 0..1; 0 for no margin
 * @param marginWeight of the margin's term in the loss of a walk made for the first time, at least
 *     0; 0 for none, as the term makes a walk some three times as slow. Walks made again always
 *     have it: with 4 times this weight (at least 4), and 4 times more for each further try
 * @param rewalks how often a walk with images inside the margin is walked again, each time from
 *     another start and with a stronger term
 * @param batch walks at a time: what is lost at most when a run is stopped
 * @param latents whether the latents of the images are kept in the private folder
 * @param seed of random pairings and starts
 */
public record ReleaseOptions(
        int perClass,
        Pairing pairing,
        Course course,
        WalkOptions walk,
        double marginQuantile,
        double marginWeight,
        int rewalks,
        int batch,
        boolean latents,
        long seed) {

    public ReleaseOptions {
        UserException.require(
                perClass >= 0,
                "Images per class = %d must not be negative: give a number, or 0 for as many as there are real ones.",
                perClass);
        UserException.require(
                marginQuantile >= 0 && marginQuantile < 1,
                "The margin's quantile = %s must lie in 0..1, for example 0.05; 0 for none.",
                marginQuantile);
        UserException.require(
                marginWeight >= 0 && Double.isFinite(marginWeight),
                "Margin weight = %s must be a number of at least 0.",
                marginWeight);
        UserException.require(rewalks >= 0, "Re-walks = %d must not be negative.", rewalks);
        UserException.require(batch >= 1, "Batch = %d must be at least 1.", batch);
    }

    /** As many images as there are real ones, walks of 12 steps, a margin of 5 %. */
    public static ReleaseOptions defaults() {
        return new ReleaseOptions(
                0, Pairing.RANDOM, Course.PLAN, WalkOptions.of(12), 0.05, 0, 1, 8, false, 1);
    }

    public ReleaseOptions withPerClass(int value) {
        return new ReleaseOptions(
                value,
                pairing,
                course,
                walk,
                marginQuantile,
                marginWeight,
                rewalks,
                batch,
                latents,
                seed);
    }

    public ReleaseOptions withPairing(Pairing value) {
        return new ReleaseOptions(
                perClass,
                value,
                course,
                walk,
                marginQuantile,
                marginWeight,
                rewalks,
                batch,
                latents,
                seed);
    }

    public ReleaseOptions withCourse(Course value) {
        return new ReleaseOptions(
                perClass,
                pairing,
                value,
                walk,
                marginQuantile,
                marginWeight,
                rewalks,
                batch,
                latents,
                seed);
    }

    public ReleaseOptions withWalk(WalkOptions value) {
        return new ReleaseOptions(
                perClass,
                pairing,
                course,
                value,
                marginQuantile,
                marginWeight,
                rewalks,
                batch,
                latents,
                seed);
    }

    public ReleaseOptions withMargin(double quantile, double weight) {
        return new ReleaseOptions(
                perClass, pairing, course, walk, quantile, weight, rewalks, batch, latents, seed);
    }

    public ReleaseOptions withBatch(int value) {
        return new ReleaseOptions(
                perClass,
                pairing,
                course,
                walk,
                marginQuantile,
                marginWeight,
                rewalks,
                value,
                latents,
                seed);
    }

    public ReleaseOptions withLatents(boolean value) {
        return new ReleaseOptions(
                perClass,
                pairing,
                course,
                walk,
                marginQuantile,
                marginWeight,
                rewalks,
                batch,
                value,
                seed);
    }

    public ReleaseOptions withSeed(long value) {
        return new ReleaseOptions(
                perClass,
                pairing,
                course,
                walk,
                marginQuantile,
                marginWeight,
                rewalks,
                batch,
                latents,
                value);
    }

    /** Every option by name, in order, for provenance. */
    public Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("images per class", perClass == 0 ? "as the real ones" : "" + perClass);
        map.put("course", course.toString());
        map.put("pairing", pairing.toString());
        map.putAll(walk.asMap());
        map.put("margin quantile", Double.toString(marginQuantile));
        map.put("margin weight", Double.toString(marginWeight));
        map.put("re-walks", Integer.toString(rewalks));
        map.put("walks at a time", Integer.toString(batch));
        map.put("latents kept", Boolean.toString(latents));
        map.put("release seed", Long.toString(seed));
        return map;
    }
}
