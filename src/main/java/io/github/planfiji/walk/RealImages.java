package io.github.planfiji.walk;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.Evaluation;
import io.github.planfiji.engine.FeatureNet;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.measure.NearestNeighbours;
import io.github.planfiji.run.Progress;
import java.util.stream.IntStream;

/**
 * The real images that a walk must stay away from, as descriptions in a feature space that did not
 * guide the walk. Private: descriptions of single patients.
 *
 * @param features [M][F]
 * @param distanceName what squared distances of these features are called
 */
public record RealImages(float[][] features, String distanceName) {

    private static final int AT_ONCE = 64;

    /** Describes every image of a set. */
    public static RealImages of(
            Torch torch, FeatureNet net, ImageSet set, String distanceName, Progress progress) {
        float[][] features = new float[set.size()][];
        for (int from = 0; from < set.size(); from += AT_ONCE) {
            progress.step("Describing the real images", from, set.size());
            int to = Math.min(set.size(), from + AT_ONCE);
            ImageSet part = set.subset(IntStream.range(from, to).toArray());
            System.arraycopy(
                    Evaluation.features(torch, net, part, progress), 0, features, from, to - from);
        }
        return new RealImages(features, distanceName);
    }

    /** The squared distance from each description [N,F] to the nearest of the real ones. */
    double[] nearest(float[][] queries) {
        return NearestNeighbours.between(queries, features, 1).squaredDistances(0);
    }
}
