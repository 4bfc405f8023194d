package io.github.planfiji.walk;

import io.github.planfiji.run.UserException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights and variants of L_PLAN (Pennisi et al. 2023).
 *
 * @param identityWeight of one image's identity term; 0.025 equals the published lambda1 = 0.1,
 *     which weighs means over chunks of four
 * @param classWeight of one image's class term; 0.25 equals the published lambda2 = 1 likewise
 * @param direction of the identity divergence
 * @param distanceOffset see {@link io.github.planfiji.latent.ElasticBand}; 0, or 1e-6 for parity
 *     with the authors' code
 */
public record LossOptions(
        double identityWeight,
        double classWeight,
        IdentityDirection direction,
        double distanceOffset) {

    private static final int PUBLISHED_STEPS = 50;

    public LossOptions {
        UserException.require(
                identityWeight >= 0 && Double.isFinite(identityWeight),
                "Identity weight = %s must be a number of at least 0.",
                identityWeight);
        UserException.require(
                classWeight >= 0 && Double.isFinite(classWeight),
                "Class weight = %s must be a number of at least 0.",
                classWeight);
        UserException.require(
                distanceOffset >= 0 && Double.isFinite(distanceOffset),
                "Distance offset = %s must be a number of at least 0.",
                distanceOffset);
    }

    /** The published loss with weights an image. */
    public static LossOptions published() {
        return new LossOptions(0.025, 0.25, IdentityDirection.UNIFORM_TO_POSTERIOR, 0);
    }

    /**
     * The published loss for any number of steps. The band pulls a point of a given curve by its
     * second difference, which falls with the square of T-1, while the image at that point pushes
     * the same at every T: with the published weights, which are meant for T = 50, a short walk
     * hardly bends. Weights that fall with the square of T-1 as well would give every T the same
     * best curve; on short walks that curve was measured to leave what a generator of a short
     * training draws well, and classifiers learnt little from its images. Here the weights of an
     * image fall with T-1, between the two; at 50 they are the published ones.
     *
     * @param steps of the walk, T, at least 3
     */
    public static LossOptions forSteps(int steps) {
        double ratio = (PUBLISHED_STEPS - 1) / (steps - 1.0);
        LossOptions published = published();
        return published.withWeights(
                published.identityWeight * ratio, published.classWeight * ratio);
    }

    public LossOptions withWeights(double identity, double condition) {
        return new LossOptions(identity, condition, direction, distanceOffset);
    }

    public LossOptions withDirection(IdentityDirection value) {
        return new LossOptions(identityWeight, classWeight, value, distanceOffset);
    }

    public LossOptions withDistanceOffset(double value) {
        return new LossOptions(identityWeight, classWeight, direction, value);
    }

    /** Every option by name, in order, for provenance. */
    Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("identity weight", Double.toString(identityWeight));
        map.put("class weight", Double.toString(classWeight));
        map.put("identity direction", direction.name());
        map.put("distance offset", Double.toString(distanceOffset));
        return map;
    }
}
