package io.github.planfiji.run;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells when memory ran out, in Java or in the numerical engine. */
public final class OutOfMemory {

    private static final String REMEDY =
            "close other images, take fewer or smaller ones, or fewer at a time (chunk, batch)";

    /** PyTorch has no type for it: allocators of CPU and GPU, by system and library, say so. */
    private static final List<String> NATIVE_WORDS =
            List.of(
                    "out of memory",
                    "not enough memory",
                    "can't allocate memory",
                    "status_alloc_failed",
                    "bad_alloc");

    private OutOfMemory() {}

    /**
     * Whether less work at a time could help: a fault of memory that nobody has put into a sentence
     * yet.
     */
    public static boolean is(Throwable fault) {
        return !(fault instanceof UserException) && cause(fault).isPresent();
    }

    /**
     * What to tell a user of a fault that is one of memory.
     *
     * @return the sentence
     * @throws RuntimeException the fault itself, if it is another one
     * @throws Error likewise
     */
    public static String sentence(Throwable fault) {
        Optional<Throwable> cause = cause(fault);
        if (cause.isPresent())
            return cause.get() instanceof OutOfMemoryError
                    ? "Java's memory ran out (%d MB): %s, or raise Edit > Options > Memory & Threads."
                            .formatted(Runtime.getRuntime().maxMemory() >> 20, REMEDY)
                    : "The engine's memory ran out: " + REMEDY + ".";
        if (fault instanceof Error error) throw error;
        throw (RuntimeException) fault;
    }

    private static Optional<Throwable> cause(Throwable fault) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause)
                .filter(cause -> cause instanceof OutOfMemoryError || isNative(cause))
                .findFirst();
    }

    private static boolean isNative(Throwable fault) {
        String message = String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
        return NATIVE_WORDS.stream().anyMatch(message::contains);
    }
}
