package io.github.planfiji.testing;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import net.imagej.patcher.LegacyEnvironment;

/**
 * Runs macros in a real, headless ImageJ with our menu. ImageJ and our classes are loaded anew for
 * each runner, as ImageJ must be patched to run headless; all libraries, DJL with its native code
 * among them, are those of the test. Objects can not be handed across: let the macro return a text.
 */
public final class MacroRunner {

    private final Isolated loader;

    /**
     * An ImageJ with the entries of plugins.config and more.
     *
     * @param folder an empty folder, for the plugin jar
     * @param moreEntries lines as in plugins.config
     */
    public MacroRunner(Path folder, String... moreEntries) throws Exception {
        loader = new Isolated();
        LegacyEnvironment environment = new LegacyEnvironment(loader, true);
        environment.disableIJ1PluginDirs();
        environment.addPluginClasspath(menuJar(folder, moreEntries));
        // patches and starts ImageJ
        environment.runMacro("", "");
    }

    /**
     * Runs a macro; no image is open at its start.
     *
     * @return the value of its return statement, or null
     * @throws MacroError if an error stopped it
     */
    public String run(String macro) {
        return run(macro, "");
    }

    /** The same with a text for the macro's {@code getArgument()}. */
    public String run(String macro, String argument) {
        return inMacroThread(
                () -> {
                    interpret("run('Close All');", "");
                    return interpret(macro, argument);
                });
    }

    private String interpret(String macro, String argument) throws ReflectiveOperationException {
        Class<?> type = loader.loadClass("ij.macro.Interpreter");
        Object interpreter = type.getConstructor().newInstance();
        Object value =
                type.getMethod("run", String.class, String.class)
                        .invoke(interpreter, macro, argument);
        Object error = type.getMethod("getErrorMessage").invoke(interpreter);
        if (error != null) throw new MacroError(error.toString());
        return (String) value;
    }

    /** Runs code within this ImageJ; the class needs a public constructor without arguments. */
    public String call(Class<? extends Callable<String>> code) {
        return inMacroThread(
                () -> {
                    Object inside = loader.loadClass(code.getName()).getConstructor().newInstance();
                    return (String) ((Callable<?>) inside).call();
                });
    }

    /** An error that stopped a macro, with the message the user saw. */
    public static final class MacroError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MacroError(String message) {
            super(message);
        }
    }

    private String inMacroThread(Callable<String> code) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        String name = thread.getName();
        thread.setContextClassLoader(loader);
        thread.setName("Run$_" + name);
        try {
            return code.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            thread.setName(name);
            thread.setContextClassLoader(before);
        }
    }

    private static File menuJar(Path folder, String... moreEntries) throws IOException {
        List<String> entries = new ArrayList<>();
        Path menu = Path.of("plugins.config");
        if (Files.exists(menu)) entries.addAll(Files.readAllLines(menu));
        entries.addAll(List.of(moreEntries));
        Path jar = folder.resolve("menu_.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("plugins.config"));
            out.write(String.join("\n", entries).getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        return jar.toFile();
    }

    /** Loads ImageJ and our own classes itself, everything else from the test's loader. */
    private static final class Isolated extends URLClassLoader {

        private static final ClassLoader TEST = MacroRunner.class.getClassLoader();

        /** Not a child of the test's loader: the patcher refuses where a parent has ImageJ. */
        Isolated() {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!isOwn(name)) return TEST.loadClass(name);
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }

        private static boolean isOwn(String name) {
            return name.startsWith("ij.")
                    || name.startsWith("io.github.planfiji.")
                    || name.equals("net.imagej.patcher.EssentialLegacyHooks")
                    || name.equals("net.imagej.patcher.HeadlessGenericDialog");
        }

        private static URL[] classPath() {
            try {
                List<URL> urls = new ArrayList<>();
                for (String entry : System.getProperty("java.class.path").split(File.pathSeparator))
                    urls.add(new File(entry).toURI().toURL());
                return urls.toArray(URL[]::new);
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
