package io.github.planfiji.walk;

import io.github.planfiji.run.UserException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a path is optimised. The defaults are the authors' published settings (Pennisi et al. 2023)
 * with weights per image.
 *
 * @param steps points of the path T, both fixed ends counted, at least 3
 * @param iterations of Adam, at most
 * @param learningRate of Adam
 * @param identityWeight of one image's identity term; 0.025 equals the published lambda1 = 0.1,
 *     which weighs means over chunks of four
 * @param classWeight of one image's class term; 0.25 equals the published lambda2 = 1 likewise
 * @param direction of the identity divergence
 * @param distanceOffset see {@link io.github.planfiji.latent.ElasticBand}; 0, or 1e-6 for parity
 *     with the authors' code
 * @param patience stop once this many iterations have not lowered the best loss by the share {@code
 *     tolerance}; 0 never stops early
 * @param tolerance see {@code patience}
 * @param chunk images a forward pass; bounds memory, changes no result beyond rounding
 */
public record WalkOptions(
        int steps,
        int iterations,
        double learningRate,
        double identityWeight,
        double classWeight,
        IdentityDirection direction,
        double distanceOffset,
        int patience,
        double tolerance,
        int chunk) {

    public WalkOptions {
        UserException.require(
                steps >= 3,
                "Steps = %d: a walk needs at least 3 (two fixed ends and one between).",
                steps);
        UserException.require(iterations >= 0, "Iterations = %d must not be negative.", iterations);
        UserException.require(
                learningRate > 0 && Double.isFinite(learningRate),
                "Learning rate = %s must be a positive number.",
                learningRate);
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
        UserException.require(patience >= 0, "Patience = %d must not be negative.", patience);
        UserException.require(
                tolerance >= 0 && tolerance < 1, "Tolerance = %s must lie in 0..1.", tolerance);
        UserException.require(chunk >= 1, "Chunk = %d must be at least 1.", chunk);
    }

    /** The published settings for a path of T points. */
    public static WalkOptions of(int steps) {
        return new WalkOptions(
                steps,
                500,
                0.1,
                0.025,
                0.25,
                IdentityDirection.UNIFORM_TO_POSTERIOR,
                0,
                0,
                1e-3,
                8);
    }

    public WalkOptions withIterations(int value) {
        return new WalkOptions(
                steps,
                value,
                learningRate,
                identityWeight,
                classWeight,
                direction,
                distanceOffset,
                patience,
                tolerance,
                chunk);
    }

    public WalkOptions withLearningRate(double value) {
        return new WalkOptions(
                steps,
                iterations,
                value,
                identityWeight,
                classWeight,
                direction,
                distanceOffset,
                patience,
                tolerance,
                chunk);
    }

    public WalkOptions withWeights(double identity, double condition) {
        return new WalkOptions(
                steps,
                iterations,
                learningRate,
                identity,
                condition,
                direction,
                distanceOffset,
                patience,
                tolerance,
                chunk);
    }

    public WalkOptions withDirection(IdentityDirection value) {
        return new WalkOptions(
                steps,
                iterations,
                learningRate,
                identityWeight,
                classWeight,
                value,
                distanceOffset,
                patience,
                tolerance,
                chunk);
    }

    public WalkOptions withEarlyStop(int iterationsOfPatience, double share) {
        return new WalkOptions(
                steps,
                iterations,
                learningRate,
                identityWeight,
                classWeight,
                direction,
                distanceOffset,
                iterationsOfPatience,
                share,
                chunk);
    }

    public WalkOptions withChunk(int images) {
        return new WalkOptions(
                steps,
                iterations,
                learningRate,
                identityWeight,
                classWeight,
                direction,
                distanceOffset,
                patience,
                tolerance,
                images);
    }

    /** Every option by name, in order, for provenance. */
    public Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("steps", Integer.toString(steps));
        map.put("iterations", Integer.toString(iterations));
        map.put("learning rate", Double.toString(learningRate));
        map.put("identity weight", Double.toString(identityWeight));
        map.put("class weight", Double.toString(classWeight));
        map.put("identity direction", direction.name());
        map.put("distance offset", Double.toString(distanceOffset));
        map.put("patience", Integer.toString(patience));
        map.put("tolerance", Double.toString(tolerance));
        map.put("chunk", Integer.toString(chunk));
        return map;
    }
}
