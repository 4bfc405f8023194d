package io.github.planfiji.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that work side by side on parts of one task; the caller's is one of them. Close it after
 * the last use.
 */
public final class Lanes implements AutoCloseable {

    private final int count;
    private final Runnable before;
    private final Runnable after;
    private final ExecutorService others;

    /**
     * @param count at least 1
     * @param before what each thread does before it works
     * @param after what the caller's thread does afterwards, to be as it was
     */
    public Lanes(int count, Runnable before, Runnable after) {
        this.count = count;
        this.before = before;
        this.after = after;
        this.others =
                Executors.newFixedThreadPool(
                        Math.max(1, count - 1),
                        work -> {
                            Thread thread = new Thread(work, "plan-lane");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    public int count() {
        return count;
    }

    /** Does the work once in each of some lanes and waits for all; the work must not throw. */
    void run(int lanes, Runnable work) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 1; i < lanes; i++)
            running.add(
                    others.submit(
                            () -> {
                                before.run();
                                work.run();
                            }));
        before.run();
        try {
            work.run();
        } finally {
            after.run();
            for (Future<?> lane : running) join(lane);
        }
    }

    /** Waits also while interrupted, for native code does not stop for that. */
    private static void join(Future<?> lane) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    lane.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        others.shutdown();
    }
}
