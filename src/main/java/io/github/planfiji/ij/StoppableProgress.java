package io.github.planfiji.ij;

import java.util.function.BooleanSupplier;

/** Progress of a run that something else than the user may stop as well. */
public record StoppableProgress(HostProgress shown, BooleanSupplier stopped)
        implements HostProgress {

    @Override
    public void report(String phase, long done, long total) {
        shown.report(phase, done, total);
    }

    @Override
    public void note(String line) {
        shown.note(line);
    }

    @Override
    public boolean isCanceled() {
        return stopped.getAsBoolean() || shown.isCanceled();
    }

    @Override
    public void close() {
        shown.close();
    }
}
