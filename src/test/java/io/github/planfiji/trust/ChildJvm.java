package io.github.planfiji.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of its own that runs {@link Child}: to be killed, starved, or measured. */
final class ChildJvm {

    private static final long PATIENCE_SECONDS = 120;

    private final List<String> wrapper;
    private final List<String> options = new ArrayList<>();
    private final Path output;

    private ChildJvm(Path output, List<String> wrapper) {
        this.wrapper = wrapper;
        this.output = output;
    }

    /** What a child said and how it ended. */
    record End(int exit, String output) {

        /** What follows a key at the start of a line. */
        String value(String key) {
            return output.lines()
                    .filter(line -> line.startsWith(key + "="))
                    .map(line -> line.substring(key.length() + 1))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + key + " in: " + output));
        }
    }

    /**
     * @param output a file for what the child prints
     */
    static ChildJvm printingTo(Path output) {
        return new ChildJvm(output, List.of());
    }

    /** No file may grow beyond so many kilobytes, as on a full disk. */
    static ChildJvm withLargestFile(Path output, int kilobytes) {
        return new ChildJvm(
                output, List.of("bash", "-c", "ulimit -f " + kilobytes + "; exec \"$@\"", "bash"));
    }

    ChildJvm with(String... javaOptions) {
        options.addAll(List.of(javaOptions));
        return this;
    }

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("-XX:-UsePerfData", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.add("-Djava.awt.headless=true");
        command.add("-Dai.djl.offline=true");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Child.class.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        // one heap of C memory, so that its growth is growth
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        return builder.start();
    }

    End run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("a child did not end: " + said());
        }
        return new End(process.exitValue(), said());
    }

    /** The moment of a kill. */
    @FunctionalInterface
    interface Moment {
        void await(Process process) throws InterruptedException;
    }

    /**
     * Starts a child and kills it, but not before it has said "ready".
     *
     * @return whether it was still running
     */
    boolean kill(Moment moment, Object... arguments) throws IOException, InterruptedException {
        Process process = start(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        waitFor(process, "ready");
        moment.await(process);
        boolean running = process.isAlive();
        process.destroyForcibly().waitFor();
        return running;
    }

    /** Waits until the child has printed a text. */
    private void waitFor(Process process, String text) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (process.isAlive() && !said().contains(text)) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS))
                throw new AssertionError("not said: " + text);
            Thread.sleep(5);
        }
    }

    private String said() throws IOException {
        return Files.exists(output)
                ? new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                : "";
    }
}
