package io.github.planfiji.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that work side by side on parts of one task. Close it after the last use. */
public final class Lanes implements AutoCloseable {

    private final int count;
    private final ExecutorService threads;

    /**
     * @param count at least 1
     * @param atStart what each thread does first
     */
    public Lanes(int count, Runnable atStart) {
        this.count = count;
        this.threads =
                Executors.newFixedThreadPool(
                        count,
                        work -> {
                            Thread thread =
                                    new Thread(
                                            () -> {
                                                atStart.run();
                                                work.run();
                                            },
                                            "plan-lane");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    public int count() {
        return count;
    }

    /** Does the work once on each of some threads and waits for all of them; it must not throw. */
    void run(int lanes, Runnable work) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < lanes; i++) running.add(threads.submit(work));
        for (Future<?> lane : running) join(lane);
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
        threads.shutdown();
    }
}
