package io.github.planfiji.run;

/**
 * How a long run tells where it is and asks whether to stop. The host (Fiji's Tasks window, a
 * status bar, a console) adapts this interface; the run calls it at least once an iteration.
 */
public interface Progress {

    /** Reports nothing and never cancels. */
    Progress SILENT = (phase, done, total) -> {};

    /**
     * Tells that {@code done} of {@code total} units of the named phase are finished.
     *
     * @param phase what is being done, as a person reads it, for example "Walking"
     * @param done units finished, 0..total
     * @param total units in this phase, at least 1
     */
    void report(String phase, long done, long total);

    /**
     * A line worth keeping, for example a measured figure. Never holds a patient or a file name.
     */
    default void note(String line) {}

    /** Whether the user asked to stop. */
    default boolean isCanceled() {
        return false;
    }

    /**
     * Leaves by exception where the user asked to stop; for long work between two reports.
     *
     * @throws CanceledException if {@link #isCanceled()}
     */
    default void checkCanceled() {
        if (isCanceled()) throw new CanceledException();
    }

    /**
     * Reports and leaves by exception where the user asked to stop.
     *
     * @throws CanceledException if {@link #isCanceled()}
     */
    default void step(String phase, long done, long total) {
        checkCanceled();
        report(phase, done, total);
    }
}
