package io.github.planfiji.walk;

import io.github.planfiji.run.UserException;
import java.util.Locale;

/** How a path of low loss is searched. */
public enum Solver {
    /** Adam at a fixed learning rate for all iterations, as published (Pennisi et al. 2023). */
    ADAM,
    /**
     * Limited-memory BFGS (Nocedal and Wright 2006, algorithm 7.5) that solves the elastic part of
     * the loss exactly in every step and learns the curvature of the image terms only.
     */
    QUASI_NEWTON;

    /**
     * By the name that a user gives: "adam" or "quasi-newton".
     *
     * @throws UserException if there is none of that name
     */
    public static Solver named(String name) {
        for (Solver solver : values()) if (solver.title().equals(name.trim())) return solver;
        throw new UserException(
                String.format("Unknown solver \"%s\": use quasi-newton or adam.", name));
    }

    private String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
