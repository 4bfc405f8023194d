package io.github.planfiji.run;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for computations that do not ask whether to stop. */
public final class Background {

    private static final long ASK_MILLIS = 100;

    private Background() {}

    /**
     * Runs a computation in a thread of its own. Where the user stops, it is left alone: it goes on
     * to its end, and nobody looks at what it finds. So it must change nothing, and use nothing
     * that has to be closed.
     *
     * @return what it returns; what it throws is thrown here
     * @throws CanceledException if the user stopped
     */
    public static <T> T result(Supplier<T> computation, Progress progress) {
        FutureTask<T> task = new FutureTask<>(computation::get);
        Thread thread = new Thread(task, "PLAN computation");
        // left alone, it must not keep the process
        thread.setDaemon(true);
        thread.start();
        while (true) {
            progress.checkCanceled();
            try {
                return task.get(ASK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CanceledException();
            } catch (ExecutionException e) {
                throw unchecked(e.getCause());
            }
        }
    }

    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) throw error;
        return (RuntimeException) thrown;
    }
}
