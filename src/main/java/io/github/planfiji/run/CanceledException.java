package io.github.planfiji.run;

/** The user asked a run to stop; what was saved up to here is usable. */
public final class CanceledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CanceledException() {
        super("Canceled.");
    }
}
