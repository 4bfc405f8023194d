package io.github.planfiji.ij;

import io.github.planfiji.run.Progress;
import org.scijava.Context;
import org.scijava.log.LogService;
import org.scijava.task.TaskService;
import org.scijava.ui.UIService;

/** Progress shown by the host; Escape cancels. Close it when the run ends, however it ends. */
public interface HostProgress extends Progress, AutoCloseable {

    /** Takes the shown progress away. */
    @Override
    void close();

    /**
     * Progress as the running host shows it: an entry of Fiji's Tasks window, or ImageJ's status
     * bar where there is no SciJava user interface (plain ImageJ, headless).
     *
     * @param title what runs, for example "PLAN Walk"
     */
    static HostProgress of(Context context, String title) {
        UIService ui = context.getService(UIService.class);
        TaskService tasks = context.getService(TaskService.class);
        if (ui == null || tasks == null || ui.getVisibleUIs().isEmpty())
            return new IjProgress(System::nanoTime);
        return new TaskProgress(
                tasks.createTask(title), context.getService(LogService.class), System::nanoTime);
    }
}
