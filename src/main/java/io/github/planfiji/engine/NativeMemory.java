package io.github.planfiji.engine;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/** The engine's memory outside of Java's heap. */
final class NativeMemory {

    /** Numbers of glibc's malloc.h. */
    private static final int M_TRIM_THRESHOLD = -1;

    private static final int M_MMAP_THRESHOLD = -3;

    private NativeMemory() {}

    /**
     * Arrays of 9 MB and more are asked of the system one by one and go back to it, so that they
     * leave no holes; 100 MB of smaller ones are kept for the next. Left alone, the C library of
     * Linux raises its limit to the greatest array that was freed so far.
     */
    static void settle() {
        call("mallopt", M_MMAP_THRESHOLD, 9_000_000);
        call("mallopt", M_TRIM_THRESHOLD, 100 << 20);
    }

    /**
     * Gives memory that is not used back to the system. Loading a network takes twice its size for
     * a while, and the C library of Linux keeps the half that is freed.
     */
    static void giveBack() {
        call("malloc_trim", 0);
    }

    private static void call(String function, Object... arguments) {
        if (!Platform.isLinux()) return;
        try {
            Function.getFunction("c", function).invokeInt(arguments);
        } catch (LinkageError e) {
            // another C library, or no way to reach it: the memory stays with the process
        }
    }
}
