package io.github.planfiji.command;

import io.github.planfiji.ij.HostProgress;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Plugin;

/**
 * What all commands share: progress while they run, and sentences for faults that a user can mend.
 */
abstract class PlanCommand extends ContextCommand {

    /** Does the work; faults travel up as exceptions. */
    abstract void execute(HostProgress progress) throws IOException;

    private String title() {
        return getClass().getAnnotation(Plugin.class).label().replaceAll("\\.+$", "");
    }

    @Override
    public final void run() {
        try (HostProgress progress = HostProgress.of(context(), title())) {
            execute(progress);
        } catch (CanceledException e) {
            // no reason: the user knows
            cancel(null);
        } catch (UserException e) {
            cancel(e.getMessage());
        } catch (IOException e) {
            cancel(
                    "A file could not be read or written: "
                            + e.getMessage()
                            + ". Check the path, permissions and free space.");
        }
    }
}
