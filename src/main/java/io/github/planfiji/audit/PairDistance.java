package io.github.planfiji.audit;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * A distance that is only known pair by pair, such as a network that takes two images at a time.
 *
 * @param name as figures state it; says the network, for example "LPIPS (lpips-alex.pt)"
 * @param between the distances of one picture to others, in their order; 0 or more
 */
public record PairDistance(String name, BiFunction<Picture, List<Picture>, float[]> between) {

    /** Pairs between two looks at whether to stop. */
    private static final int SLICE = 32;

    /** From each image of a set to the nearest of another, which takes every pair. */
    double[] nearest(ImageSet from, ImageSet to, Progress progress) {
        List<Picture> others = IntStream.range(0, to.size()).mapToObj(to::picture).toList();
        double[] nearest = new double[from.size()];
        for (int i = 0; i < nearest.length; i++) {
            progress.step("Comparing pairs", i, nearest.length);
            nearest[i] = Double.POSITIVE_INFINITY;
            for (int start = 0; start < others.size(); start += SLICE) {
                progress.checkCanceled();
                List<Picture> slice = others.subList(start, Math.min(others.size(), start + SLICE));
                nearest[i] = Math.min(nearest[i], nearest(from.picture(i), slice));
            }
        }
        return nearest;
    }

    private double nearest(Picture picture, List<Picture> others) {
        double nearest = Double.POSITIVE_INFINITY;
        for (float distance : between.apply(picture, others)) {
            UserException.require(
                    Float.isFinite(distance),
                    "The distance %s of two images is %s: check its network.",
                    name,
                    distance);
            nearest = Math.min(nearest, distance);
        }
        return nearest;
    }
}
