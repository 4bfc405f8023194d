package io.github.planfiji.utility;

import io.github.planfiji.run.UserException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * How training sets are compared.
 *
 * @param resolution width and height to which all images are brought, in pixels
 * @param channels 1 (grey) or 3 (RGB)
 * @param seeds one classifier is trained on each set for each of them, at least three
 * @param shown lengths of training to choose from, in images shown; the same for all sets, so that
 *     small sets are not trained less. The best on the validation part is taken
 * @param validationShare share of each training set's patients, 0..0.9, that only choose
 * @param real the name of the set of real images, whose membership is attacked; empty for none
 */
public record UtilityOptions(
        int resolution,
        int channels,
        List<Long> seeds,
        List<Integer> shown,
        double validationShare,
        String real) {

    /** What the set of real images is called by default. */
    public static final String REAL = "real";

    public UtilityOptions {
        seeds = List.copyOf(seeds);
        shown = List.copyOf(shown);
        UserException.require(
                seeds.size() >= 3 && new HashSet<>(seeds).size() == seeds.size(),
                "Seeds %s do not suffice: give at least three different ones, for one training tells nothing of the spread.",
                seeds);
        UserException.require(
                !shown.isEmpty() && shown.stream().allMatch(n -> n > 0),
                "Images shown %s must be one or more positive numbers, for example 10000.",
                shown);
        UserException.require(
                validationShare > 0 && validationShare < 0.9,
                "The validation share %s must lie between 0 and 0.9.",
                validationShare);
    }

    /** 10,000 images shown, a fifth for validation, real images called "real". */
    public static UtilityOptions of(int resolution, int channels, long seed, int count) {
        List<Long> seeds = LongStream.range(seed, seed + count).boxed().toList();
        return new UtilityOptions(resolution, channels, seeds, List.of(10_000), 0.2, REAL);
    }

    /** The same with other lengths to choose from. */
    public UtilityOptions withShown(List<Integer> value) {
        return new UtilityOptions(resolution, channels, seeds, value, validationShare, real);
    }

    /** Every option by name, in order, for provenance. */
    Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("resolution", Integer.toString(resolution));
        map.put("channels", Integer.toString(channels));
        map.put("seeds", seeds.toString());
        map.put("images shown", shown.toString());
        map.put("validation share", Double.toString(validationShare));
        map.put("real set", real);
        return map;
    }
}
