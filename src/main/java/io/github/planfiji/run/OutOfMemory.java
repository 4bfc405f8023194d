package io.github.planfiji.run;

/** Tells when memory ran out, in Java or in the numerical engine. */
public final class OutOfMemory {

    private static final String REMEDY =
            "close other images, take fewer or smaller ones, or fewer at a time (chunk, batch)";

    private OutOfMemory() {}

    /**
     * What to tell a user of a fault that is one of memory.
     *
     * @return the sentence
     * @throws RuntimeException the fault itself, if it is another one
     * @throws Error likewise
     */
    public static String sentence(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError)
                return "Java's memory ran out (%d MB): %s, or raise Edit > Options > Memory & Threads."
                        .formatted(Runtime.getRuntime().maxMemory() >> 20, REMEDY);
            if (isNative(cause)) return "The engine's memory ran out: " + REMEDY + ".";
        }
        if (fault instanceof Error error) throw error;
        throw (RuntimeException) fault;
    }

    /** PyTorch has no type for it: allocators of CPU and GPU say so in words. */
    private static boolean isNative(Throwable fault) {
        String message = String.valueOf(fault.getMessage());
        return message.contains("can't allocate memory") || message.contains("out of memory");
    }
}
