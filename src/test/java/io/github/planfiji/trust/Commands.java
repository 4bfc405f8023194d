package io.github.planfiji.trust;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

/** Runs commands as a Groovy script does. */
final class Commands {

    private Commands() {}

    /**
     * @param inputs names and values in turn; those left out take the command's own defaults
     * @return the finished command
     */
    static CommandModule run(Context context, Class<? extends Command> command, Object... inputs)
            throws InterruptedException, ExecutionException {
        return start(context, command, inputs).get();
    }

    /** The same without waiting for its end. */
    static Future<CommandModule> start(
            Context context, Class<? extends Command> command, Object... inputs) {
        return context.service(CommandService.class).run(command, false, inputs);
    }

    /** What a canceled command told the user; null if it was not canceled. */
    static String complaint(CommandModule module) {
        return module.getCommand() instanceof Cancelable command ? command.getCancelReason() : null;
    }
}
