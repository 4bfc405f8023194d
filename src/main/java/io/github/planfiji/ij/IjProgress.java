package io.github.planfiji.ij;

import ij.IJ;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Progress in ImageJ's status bar. */
final class IjProgress implements HostProgress {

    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier nanoClock;
    private final TimeLeft timeLeft;
    private long nextRedraw;

    IjProgress(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.timeLeft = new TimeLeft(nanoClock);
        this.nextRedraw = nanoClock.getAsLong();
        // an Escape from before this run is not meant for it
        IJ.resetEscape();
    }

    @Override
    public void report(String phase, long done, long total) {
        String left = timeLeft.text(phase, done, total);
        long now = nanoClock.getAsLong();
        if (now - nextRedraw < 0 && done < total) return;
        nextRedraw = now + REDRAW_NANOS;
        IJ.showStatus(phase + " " + done + "/" + total + (left.isEmpty() ? "" : ", " + left));
        IJ.showProgress(done / (double) total);
    }

    @Override
    public void note(String line) {
        IJ.log(line);
    }

    @Override
    public boolean isCanceled() {
        return IJ.escapePressed();
    }

    @Override
    public void close() {
        // a bar that has not reached its end stays on the screen
        IJ.showProgress(1.0);
        IJ.showStatus("");
        IJ.resetEscape();
    }
}
