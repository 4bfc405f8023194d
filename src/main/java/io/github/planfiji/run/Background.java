package io.github.planfiji.run;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for what does not ask, or seldom asks, whether to stop. */
public final class Background {

    private static final long ASK_MILLIS = 100;

    /** How long work has to end by itself once the user stopped. */
    private static final long GRACE_MILLIS = 1200;

    private Background() {}

    /** Something to do that asks whether to stop. */
    @FunctionalInterface
    public interface Work {
        void run(Progress progress) throws IOException;
    }

    /**
     * Runs a computation in a thread of its own. Where the user stops, it is left alone: it goes on
     * to its end, and nobody looks at what it finds. So it must change nothing, and use nothing
     * that has to be closed.
     *
     * @return what it returns; what it throws is thrown here
     * @throws CanceledException if the user stopped
     */
    public static <T> T result(Supplier<T> computation, Progress progress) {
        try {
            return waitFor(started(computation::get), progress);
        } catch (IOException e) {
            throw new AssertionError("a supplier throws none", e);
        }
    }

    /**
     * Runs work in a thread of its own. Where the user stops, it has a moment to end; a part of it
     * that takes longer, as a step of a training of large images, is left to come to its end by
     * itself. The work then finds that it was stopped, saves and closes what it owns, and what it
     * reports is not shown any more.
     *
     * @param work owns all that it uses; what it throws is thrown here
     * @throws CanceledException if the user stopped
     */
    public static void run(Work work, Progress progress) throws IOException {
        Leavable shown = new Leavable(progress);
        FutureTask<Void> task =
                started(
                        () -> {
                            work.run(shown);
                            return null;
                        });
        try {
            waitFor(task, progress);
        } catch (CanceledException e) {
            if (endsInTime(task)) return;
            shown.leave();
            throw e;
        }
    }

    private static <T> FutureTask<T> started(Callable<T> computation) {
        FutureTask<T> task = new FutureTask<>(computation);
        Thread thread = new Thread(task, "PLAN computation");
        // left alone, it must not keep the process
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static <T> T waitFor(FutureTask<T> task, Progress progress) throws IOException {
        while (true) {
            if (!task.isDone()) progress.checkCanceled();
            try {
                return task.get(ASK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CanceledException();
            } catch (ExecutionException e) {
                throw unwrapped(e.getCause());
            }
        }
    }

    private static boolean endsInTime(FutureTask<?> task) throws IOException {
        try {
            task.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static RuntimeException unwrapped(Throwable thrown) throws IOException {
        if (thrown instanceof Error error) throw error;
        if (thrown instanceof IOException fault) throw fault;
        return (RuntimeException) thrown;
    }

    /** What the user sees of work, until it is left. */
    private static final class Leavable implements Progress {

        private final Progress shown;
        private volatile boolean left;

        Leavable(Progress shown) {
            this.shown = shown;
        }

        void leave() {
            left = true;
        }

        @Override
        public void report(String phase, long done, long total) {
            if (!left) shown.report(phase, done, total);
        }

        @Override
        public void note(String line) {
            if (!left) shown.note(line);
        }

        @Override
        public boolean isCanceled() {
            return left || shown.isCanceled();
        }
    }
}
