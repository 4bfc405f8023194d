package io.github.planfiji.audit;

import java.util.List;

/**
 * The feature spaces of an audit.
 *
 * @param distances at least one; all serve distances and attacks, the first one decides on copies
 * @param fidelity for the distance of distributions; of few features, so that a Fréchet distance
 *     takes seconds
 */
public record Descriptions(List<FeatureSpace> distances, FeatureSpace fidelity) {

    public Descriptions {
        distances = List.copyOf(distances);
    }

    FeatureSpace first() {
        return distances.get(0);
    }
}
