package io.github.planfiji.engine;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/** The engine's memory outside of Java's heap. */
final class NativeMemory {

    private NativeMemory() {}

    /**
     * Gives memory that is not used back to the system. Loading a network takes twice its size for
     * a while, and the C library of Linux keeps the half that is freed.
     */
    static void giveBack() {
        if (!Platform.isLinux()) return;
        try {
            Function.getFunction("c", "malloc_trim").invokeInt(new Object[] {0});
        } catch (LinkageError e) {
            // another C library, or no way to reach it: the memory stays with the process
        }
    }
}
