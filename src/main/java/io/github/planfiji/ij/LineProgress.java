package io.github.planfiji.ij;

import io.github.planfiji.run.Progress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Progress as lines of text with the time left, for a console or a log: one every ten seconds, and
 * every note. Not thread-safe.
 */
public final class LineProgress implements Progress {

    private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Consumer<String> lines;
    private final LongSupplier nanoClock;
    private final TimeLeft timeLeft;
    private long lastNanos;

    /**
     * @param lines takes each line, without its end
     */
    public LineProgress(Consumer<String> lines) {
        this(lines, System::nanoTime);
    }

    LineProgress(Consumer<String> lines, LongSupplier nanoClock) {
        this.lines = lines;
        this.nanoClock = nanoClock;
        this.timeLeft = new TimeLeft(nanoClock);
        this.lastNanos = nanoClock.getAsLong();
    }

    @Override
    public void report(String phase, long done, long total) {
        String left = timeLeft.text(phase, done, total);
        long now = nanoClock.getAsLong();
        if (now - lastNanos < BETWEEN_NANOS) return;
        lastNanos = now;
        lines.accept(
                "%s: %d %%%s"
                        .formatted(phase, 100 * done / total, left.isEmpty() ? "" : ", " + left));
    }

    @Override
    public void note(String line) {
        lines.accept(line);
    }
}
