package io.github.planfiji.ij;

import ij.IJ;
import ij.Prefs;
import java.io.File;
import java.util.Map;
import org.scijava.module.Module;

/**
 * Suggests in a dialog the files and folders that its user gave the last time, of inputs with the
 * attribute {@code remember}. Nothing else is remembered, and macros never see it: a value that
 * changes results starts from its default.
 */
final class RememberedPaths {

    private RememberedPaths() {}

    /** The text a dialog starts with: the last path if it is still there, or the default. */
    static String suggest(Module module, CommandInput input) {
        if (isRemembered(input)) {
            String last = Prefs.get(key(module, input), "");
            if (!last.isEmpty() && new File(last).exists()) return last;
        }
        Object value = input.defaultValue(module);
        return value == null ? initial(input) : value.toString().replaceFirst("\\.0$", "");
    }

    /** Keeps the paths of a run that its user started. */
    static void keep(Module module, Map<String, String> texts) {
        for (CommandInput input : CommandInput.of(module))
            if (isRemembered(input) && texts.containsKey(input.key()))
                Prefs.set(key(module, input), texts.get(input.key()));
    }

    private static boolean isRemembered(CommandInput input) {
        return input.isFile() && input.item().is("remember");
    }

    private static String key(Module module, CommandInput input) {
        return module.getInfo().getDelegateClassName() + "." + input.name();
    }

    /** A folder that the installation brought, relative to ImageJ's, if it is there. */
    private static String initial(CommandInput input) {
        String path = input.item().get("initial");
        String imagej = IJ.getDirectory("imagej");
        if (path == null || imagej == null) return "";
        File folder = new File(imagej, path);
        return folder.exists() ? folder.getPath() : "";
    }
}
