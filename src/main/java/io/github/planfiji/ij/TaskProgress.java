package io.github.planfiji.ij;

import ij.IJ;
import java.util.function.LongSupplier;
import org.scijava.log.LogService;
import org.scijava.task.Task;

/** Progress as a SciJava task: Fiji shows it in the status bar and the Tasks window. */
final class TaskProgress implements HostProgress {

    private final Task task;
    private final LogService log;
    private final TimeLeft timeLeft;

    /** Starts the task. */
    TaskProgress(Task task, LogService log, LongSupplier nanoClock) {
        this.task = task;
        this.log = log;
        this.timeLeft = new TimeLeft(nanoClock);
        IJ.resetEscape();
        task.start();
    }

    @Override
    public void report(String phase, long done, long total) {
        String left = timeLeft.text(phase, done, total);
        task.setStatusMessage(left.isEmpty() ? phase : phase + ", " + left);
        task.setProgressMaximum(total);
        task.setProgressValue(done);
    }

    @Override
    public void note(String line) {
        log.info(line);
    }

    @Override
    public boolean isCanceled() {
        return task.isCanceled() || IJ.escapePressed();
    }

    @Override
    public void close() {
        task.finish();
        IJ.resetEscape();
    }
}
