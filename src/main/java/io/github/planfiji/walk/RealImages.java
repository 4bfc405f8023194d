package io.github.planfiji.walk;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.Evaluation;
import io.github.planfiji.engine.FeatureNet;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.measure.NearestNeighbours;

/**
 * The real images that a walk must stay away from, as descriptions in a feature space that did not
 * guide the walk. Private: descriptions of single patients.
 *
 * @param features [M][F]
 * @param distanceName what squared distances of these features are called
 */
public record RealImages(float[][] features, String distanceName) {

    /** Describes every image of a set. */
    public static RealImages of(Torch torch, FeatureNet net, ImageSet set, String distanceName) {
        return new RealImages(Evaluation.features(torch, net, set), distanceName);
    }

    /** The squared distance from each description [N,F] to the nearest of the real ones. */
    double[] nearest(float[][] queries) {
        return NearestNeighbours.between(queries, features, 1).squaredDistances(0);
    }
}
