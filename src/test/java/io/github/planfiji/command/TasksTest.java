package io.github.planfiji.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.task.Task;
import org.scijava.task.event.TaskEvent;
import org.scijava.ui.UIService;
import org.scijava.ui.UserInterface;

/** A command under a SciJava user interface, as Fiji's: its Tasks window lives on these events. */
@Timeout(60)
class TasksTest {

    private static final int PATIENTS = 300;

    /** Does what the Tasks window does, with an impatient user before it. */
    public static final class TasksWindow {
        private final List<String> shown = new ArrayList<>();
        private Task task;
        private boolean impatient;

        @EventHandler
        private void onEvent(TaskEvent event) {
            task = event.getTask();
            shown.add(
                    "%s: %s %d/%d"
                            .formatted(
                                    task.getName(),
                                    task.getStatusMessage(),
                                    task.getProgressValue(),
                                    task.getProgressMaximum()));
            if (task.getProgressValue() != 2 || impatient) return;
            impatient = true;
            task.cancel("enough");
        }
    }

    @Test
    void aCommandIsATaskThatTellsWhereItIsAndStopsWhenItIsCanceled() {
        try (Context context = new Context()) {
            context.service(UIService.class).addUI("test", visible());
            TasksWindow window = new TasksWindow();
            // the service itself would forget them
            List<EventSubscriber<?>> subscribed =
                    context.service(EventService.class).subscribe(window);
            assertThat(subscribed).hasSize(1);
            CommandInfo command =
                    context.service(CommandService.class).getCommand(PhantomsCommand.class);
            Module module = context.service(ModuleService.class).createModule(command);
            module.setInput("patients", PATIENTS);
            module.setInput("images", 1);
            module.setInput("size", 32);
            module.run();
            assertThat(((Cancelable) module).isCanceled()).isTrue();
            assertThat(((Cancelable) module).getCancelReason()).isNullOrEmpty();
            assertThat(module.getOutput("output")).isNull();
            assertThat(window.shown)
                    .contains("PLAN Phantom Fundus Photographs: Rendering phantoms 2/" + PATIENTS);
            assertThat(window.task.getProgressValue()).isLessThan(4);
            assertThat(window.task.isDone()).isTrue();
        }
    }

    private static UserInterface visible() {
        return (UserInterface)
                Proxy.newProxyInstance(
                        TasksTest.class.getClassLoader(),
                        new Class<?>[] {UserInterface.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("isVisible") ? true : null);
    }
}
