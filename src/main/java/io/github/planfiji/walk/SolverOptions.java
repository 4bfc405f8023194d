package io.github.planfiji.walk;

import io.github.planfiji.run.UserException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a path is searched and when the search ends.
 *
 * @param solver the method
 * @param iterations at most
 * @param learningRate of Adam; for the quasi-Newton method the greatest root mean square change of
 *     a point's components in the first step. In units of w
 * @param patience stop once this many iterations have not lowered the best loss by the share {@code
 *     tolerance}; 0 never stops early
 * @param tolerance see {@code patience}
 */
public record SolverOptions(
        Solver solver, int iterations, double learningRate, int patience, double tolerance) {

    public SolverOptions {
        UserException.require(iterations >= 0, "Iterations = %d must not be negative.", iterations);
        UserException.require(
                learningRate > 0 && Double.isFinite(learningRate),
                "Learning rate = %s must be a positive number.",
                learningRate);
        UserException.require(patience >= 0, "Patience = %d must not be negative.", patience);
        UserException.require(
                tolerance >= 0 && tolerance < 1, "Tolerance = %s must lie in 0..1.", tolerance);
    }

    /** Adam for 500 iterations at 0.1, no early stop: the published settings. */
    public static SolverOptions published() {
        return new SolverOptions(Solver.ADAM, 500, 0.1, 0, 1e-3);
    }

    /** The quasi-Newton method until a plateau, at most 100 iterations. */
    public static SolverOptions quasiNewton() {
        return new SolverOptions(Solver.QUASI_NEWTON, 100, 0.1, 5, 1e-3);
    }

    /** The settings that were found good for a solver; of Adam the published ones. */
    public static SolverOptions of(Solver solver) {
        return solver == Solver.ADAM ? published() : quasiNewton();
    }

    public SolverOptions withIterations(int value) {
        return new SolverOptions(solver, value, learningRate, patience, tolerance);
    }

    public SolverOptions withLearningRate(double value) {
        return new SolverOptions(solver, iterations, value, patience, tolerance);
    }

    public SolverOptions withEarlyStop(int iterationsOfPatience, double share) {
        return new SolverOptions(solver, iterations, learningRate, iterationsOfPatience, share);
    }

    /** Every option by name, in order, for provenance. */
    Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("solver", solver.name());
        map.put("iterations", Integer.toString(iterations));
        map.put("learning rate", Double.toString(learningRate));
        map.put("patience", Integer.toString(patience));
        map.put("tolerance", Double.toString(tolerance));
        return map;
    }
}
