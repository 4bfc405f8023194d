package io.github.planfiji.ij;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import io.github.planfiji.run.CanceledException;
import java.awt.event.KeyEvent;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.log.LogService;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

class HostProgressTest {

    @Test
    void withoutSciJavaWindowsTheStatusBarIsUsed() {
        try (Context context = new Context();
                HostProgress progress = HostProgress.of(context, "test")) {
            assertThat(progress).isInstanceOf(IjProgress.class);
        }
    }

    @Test
    void escapeCancelsThisRunOnly() {
        IJ.setKeyDown(KeyEvent.VK_ESCAPE);
        try (IjProgress progress = new IjProgress(() -> 0)) {
            assertThat(progress.isCanceled()).as("an earlier Escape").isFalse();
            progress.step("Walking", 0, 2);
            IJ.setKeyDown(KeyEvent.VK_ESCAPE);
            assertThatThrownBy(() -> progress.step("Walking", 1, 2))
                    .isInstanceOf(CanceledException.class);
        }
        assertThat(IJ.escapePressed()).isFalse();
    }

    @Test
    void aTaskTellsWhereTheRunIs() {
        try (Context context = new Context(TaskService.class, LogService.class)) {
            Task task = context.service(TaskService.class).createTask("PLAN Walk");
            AtomicLong nanos = new AtomicLong();
            TaskProgress progress =
                    new TaskProgress(task, context.service(LogService.class), nanos::get);
            progress.report("Walking", 0, 8);
            nanos.set(30_000_000_000L);
            progress.report("Walking", 2, 8);
            assertThat(task.getProgressValue()).isEqualTo(2);
            assertThat(task.getProgressMaximum()).isEqualTo(8);
            assertThat(task.getStatusMessage()).isEqualTo("Walking, 1 min 30 s left");
            assertThat(progress.isCanceled()).isFalse();
            task.cancel("enough");
            assertThat(progress.isCanceled()).isTrue();
            progress.close();
            assertThat(task.isDone()).isTrue();
        }
    }
}
