package io.github.planfiji.ij;

import ij.IJ;
import ij.Macro;
import ij.WindowManager;
import ij.plugin.PlugIn;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.UserException;
import java.awt.GraphicsEnvironment;
import java.util.Map;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

/**
 * Runs a SciJava command from an entry of plugins.config, such as {@code Plugins>PLAN, "PLAN
 * Walk...", io.github.planfiji.ij.Bridge("io.github.planfiji.command.WalkCommand")}.
 *
 * <p>SciJava runs commands beside the macro that called them: they may take another image than the
 * macro's, their results are not current for its next line, their errors do not stop it, and
 * options left out take remembered values. The bridge runs in the macro's own thread, so that macro
 * calls behave as those of any ImageJ plugin. Without macro options a {@link ij.gui.GenericDialog}
 * asks; headless, every option takes its default.
 */
public final class Bridge implements PlugIn {

    /**
     * Runs the command; a fault is told by {@link IJ#error}, which stops a calling macro.
     *
     * @param className the command's class
     */
    @Override
    public void run(String className) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // plain ImageJ leaves here a loader that finds neither SciJava's nor DJL's services
        thread.setContextClassLoader(Bridge.class.getClassLoader());
        try {
            if (isFiji()) run((Context) IJ.runPlugIn("org.scijava.Context", ""), className);
            else
                try (Context context = new Context()) {
                    run(context, className);
                }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void run(Context context, String className) {
        CommandInfo command = context.service(CommandService.class).getCommand(className);
        if (command == null) throw new IllegalStateException("no SciJava command " + className);
        String title = command.getTitle().replaceAll("\\.+$", "");
        String options = Macro.getOptions();
        try {
            if (options != null || GraphicsEnvironment.isHeadless())
                call(context, command, MacroOptions.parse(options == null ? "" : options));
            else askAndCall(context, command, title);
        } catch (UserException e) {
            IJ.error(title, e.getMessage());
        } catch (CanceledException e) {
            if (IJ.isMacro()) IJ.error(title, e.getMessage());
            else IJ.showStatus(title + ": canceled");
        } catch (RuntimeException e) {
            // ImageJ would show the exception and let the macro go on with the wrong image
            if (!IJ.isMacro() || Macro.MACRO_CANCELED.equals(e.getMessage())) throw e;
            IJ.handleException(e);
            IJ.error(title, title + " failed: " + e);
        }
    }

    private static void call(Context context, CommandInfo command, Map<String, String> texts) {
        Module module = context.service(ModuleService.class).createModule(command);
        CommandCall.fill(module, texts, WindowManager.getCurrentImage());
        CommandCall.run(module);
    }

    /** Asks again, with what was typed, until the command has what it needs. */
    private static void askAndCall(Context context, CommandInfo command, String title) {
        Map<String, String> texts = Map.of();
        while (true) {
            Module module = context.service(ModuleService.class).createModule(command);
            texts = ParameterDialog.ask(title, module, texts);
            if (texts == null) throw new CanceledException();
            try {
                CommandCall.fill(module, texts, WindowManager.getCurrentImage());
                RememberedPaths.keep(module, texts);
                CommandCall.run(module);
                CommandCall.record(module, texts.keySet());
                return;
            } catch (UserException e) {
                IJ.error(title, e.getMessage());
            }
        }
    }

    private static boolean isFiji() {
        try {
            Class.forName("net.imagej.legacy.LegacyService", false, Bridge.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
