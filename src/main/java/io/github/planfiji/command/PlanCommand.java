package io.github.planfiji.command;

import io.github.planfiji.ij.HostProgress;
import io.github.planfiji.ij.StoppableProgress;
import io.github.planfiji.run.Background;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.OutOfMemory;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import org.scijava.command.ContextCommand;
import org.scijava.event.ContextDisposingEvent;
import org.scijava.event.EventHandler;
import org.scijava.plugin.Plugin;

/**
 * What all commands share: progress while they run, and sentences for faults that a user can mend.
 */
abstract class PlanCommand extends ContextCommand {

    private volatile boolean hostCloses;

    /**
     * Does the work, in a thread of its own; faults travel up as exceptions. Closes all it opens:
     * where the user stops, it may end after {@link #run}.
     */
    abstract void execute(Progress progress) throws IOException;

    /** Fiji is closing: stop, so that nothing is written to its end by a host that is gone. */
    @EventHandler
    private void onEvent(ContextDisposingEvent event) {
        hostCloses = true;
    }

    private String title() {
        return getClass().getAnnotation(Plugin.class).label().replaceAll("\\.+$", "");
    }

    @Override
    public final void run() {
        try (HostProgress progress =
                new StoppableProgress(HostProgress.of(context(), title()), () -> hostCloses)) {
            Background.run(this::execute, progress);
        } catch (CanceledException e) {
            // no reason: the user knows
            cancel(null);
        } catch (UserException e) {
            cancel(e.getMessage());
        } catch (InvalidPathException e) {
            cancel(
                    "The path %s cannot be used on this system (%s): give another one."
                            .formatted(e.getInput(), e.getReason()));
        } catch (UncheckedIOException e) {
            cancel(sentence(e.getCause()));
        } catch (RuntimeException | OutOfMemoryError e) {
            cancel(OutOfMemory.sentence(e));
        } catch (IOException e) {
            cancel(sentence(e));
        }
    }

    private static String sentence(IOException fault) {
        return "A file could not be read or written: "
                + fault.getMessage()
                + ". Check the path, permissions and free space.";
    }
}
