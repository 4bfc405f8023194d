package io.github.planfiji.walk;

import io.github.planfiji.run.UserException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How walks are made.
 *
 * @param steps points of a path T, both fixed ends counted, at least 3
 * @param loss what is minimised
 * @param search how
 * @param chunk images a forward pass, or {@link #AUTOMATIC}; bounds memory, changes no result
 *     beyond rounding
 */
public record WalkOptions(int steps, LossOptions loss, SolverOptions search, int chunk) {

    /** The chunk that was measured to be fastest on the device and for the size of the images. */
    public static final int AUTOMATIC = 0;

    private static final String TOO_FEW =
            "Steps = %d: a walk needs at least 3 (two fixed ends and one between).";

    public WalkOptions {
        UserException.require(steps >= 3, TOO_FEW, steps);
        UserException.require(
                chunk >= 0, "Chunk = %d must be at least 1, or 0 for automatic.", chunk);
    }

    /** The published loss, weighed for the steps, searched by the quasi-Newton method. */
    public static WalkOptions of(int steps) {
        UserException.require(steps >= 3, TOO_FEW, steps);
        return new WalkOptions(
                steps, LossOptions.forSteps(steps), SolverOptions.quasiNewton(), AUTOMATIC);
    }

    /** The published loss and search (Pennisi et al. 2023). */
    public static WalkOptions published(int steps) {
        return new WalkOptions(
                steps, LossOptions.published(), SolverOptions.published(), AUTOMATIC);
    }

    public WalkOptions withLoss(LossOptions value) {
        return new WalkOptions(steps, value, search, chunk);
    }

    public WalkOptions withSearch(SolverOptions value) {
        return new WalkOptions(steps, loss, value, chunk);
    }

    public WalkOptions withChunk(int images) {
        return new WalkOptions(steps, loss, search, images);
    }

    public WalkOptions withIterations(int value) {
        return withSearch(search.withIterations(value));
    }

    public WalkOptions withLearningRate(double value) {
        return withSearch(search.withLearningRate(value));
    }

    public WalkOptions withEarlyStop(int iterationsOfPatience, double share) {
        return withSearch(search.withEarlyStop(iterationsOfPatience, share));
    }

    public WalkOptions withWeights(double identity, double condition) {
        return withLoss(loss.withWeights(identity, condition));
    }

    /**
     * The images weighed so many times as much against the elastic band.
     *
     * @param factor at least 0; above 1 a walk keeps further from real patients, and may leave what
     *     the generator draws well
     * @throws UserException if it is below 0 or not finite
     */
    public WalkOptions withStrength(double factor) {
        UserException.require(
                factor >= 0 && Double.isFinite(factor),
                "Strength = %s must be a number of at least 0.",
                factor);
        return withWeights(loss.identityWeight() * factor, loss.classWeight() * factor);
    }

    public WalkOptions withDirection(IdentityDirection value) {
        return withLoss(loss.withDirection(value));
    }

    /** Every option by name, in order, for provenance. */
    public Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("steps", Integer.toString(steps));
        map.putAll(loss.asMap());
        map.putAll(search.asMap());
        map.put("chunk", chunk == AUTOMATIC ? "automatic" : Integer.toString(chunk));
        return map;
    }
}
