package io.github.planfiji.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

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

    /**
     * Does work that takes parts until none is left, in some lanes; returns when all that began are
     * at the end.
     *
     * @param lanes at most so many
     * @param work must not throw
     */
    void run(int lanes, Runnable work) {
        List<Lane> running = new ArrayList<>();
        for (int i = 1; i < lanes; i++) {
            Lane lane = new Lane(before, work);
            running.add(lane);
            others.execute(lane);
        }
        before.run();
        try {
            work.run();
        } finally {
            after.run();
            running.forEach(Lane::end);
        }
    }

    /** Another thread's share; one that is not begun when it is no longer needed never begins. */
    private record Lane(Runnable before, Runnable work, AtomicBoolean taken, CountDownLatch done)
            implements Runnable {

        Lane(Runnable before, Runnable work) {
            this(before, work, new AtomicBoolean(), new CountDownLatch(1));
        }

        @Override
        public void run() {
            if (!taken.compareAndSet(false, true)) return;
            try {
                before.run();
                work.run();
            } finally {
                done.countDown();
            }
        }

        /** Waits also while interrupted, for native code does not stop for that. */
        void end() {
            if (taken.compareAndSet(false, true)) return;
            boolean interrupted = false;
            while (true) {
                try {
                    done.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        others.shutdown();
    }
}
