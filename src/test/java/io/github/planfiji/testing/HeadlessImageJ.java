package io.github.planfiji.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs a macro or a Groovy script in a headless ImageJ 1.54p, from the command line: the file, then
 * a macro's argument, or a script's inputs as {@code name=value}.
 */
public final class HeadlessImageJ {

    private HeadlessImageJ() {}

    /** Ends the process: with exit code 1 if the macro or script failed. */
    public static void main(String[] arguments) {
        int exit = 1;
        try {
            Path file = Path.of(arguments[0]);
            if (file.toString().endsWith(".groovy")) script(file, arguments);
            else macro(file, arguments.length > 1 ? arguments[1] : "");
            exit = 0;
        } catch (Exception e) {
            System.err.println(e.getMessage());
        }
        // ImageJ leaves threads behind that would keep the process
        System.exit(exit);
    }

    private static void macro(Path file, String argument) throws Exception {
        Path folder = Files.createTempDirectory("imagej");
        new MacroRunner(folder).run(Files.readString(file), argument);
    }

    private static void script(Path file, String[] arguments) throws Exception {
        Map<String, Object> inputs = new HashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            String[] pair = arguments[i].split("=", 2);
            inputs.put(pair[0], pair[1].contains("/") ? new File(pair[1]) : pair[1]);
        }
        try (ScriptRunner runner = new ScriptRunner()) {
            runner.run(file.toFile(), inputs);
        }
    }
}
