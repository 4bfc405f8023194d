package io.github.planfiji.audit;

import java.util.List;

/**
 * The feature spaces of an audit.
 *
 * @param distances at least one; all serve distances and attacks, the first one decides on copies
 * @param fidelity for the distance of distributions; of few features, so that a Fréchet distance
 *     takes seconds
 * @param matchers further ones that only serve re-identification, such as that of {@link
 *     FeatureSpaces#trainedApart}
 */
public record Descriptions(
        List<FeatureSpace> distances, FeatureSpace fidelity, List<FeatureSpace> matchers) {

    public Descriptions {
        distances = List.copyOf(distances);
        matchers = List.copyOf(matchers);
    }

    FeatureSpace first() {
        return distances.get(0);
    }
}
