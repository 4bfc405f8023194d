package io.github.planfiji.ij;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Estimates from the pace so far how long a phase will take yet. Not thread-safe. */
final class TimeLeft {

    /** Below this, the pace says little. */
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier nanoClock;
    private String phase = "";
    private long startNanos;
    private long startDone;

    TimeLeft(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** For example "3 min 20 s left"; empty while the pace is not known yet, and at the end. */
    String text(String newPhase, long done, long total) {
        long now = nanoClock.getAsLong();
        if (!newPhase.equals(phase) || done < startDone) {
            phase = newPhase;
            startNanos = now;
            startDone = done;
        }
        long elapsed = now - startNanos;
        if (elapsed < WARM_UP_NANOS || done <= startDone || done >= total) return "";
        double nanos = elapsed * ((total - done) / (double) (done - startDone));
        return duration(Math.max(1, Math.round(nanos / 1e9))) + " left";
    }

    private static String duration(long seconds) {
        if (seconds < 60) return seconds + " s";
        if (seconds < 3600) return seconds / 60 + " min " + seconds % 60 + " s";
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
