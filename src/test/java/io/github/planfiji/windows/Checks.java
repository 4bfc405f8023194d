package io.github.planfiji.windows;

import java.util.concurrent.TimeUnit;

/** What the programs of this package share. */
final class Checks {

    private Checks() {}

    /** All checks of a program. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    /** Ends the process: with 0 if the body came to its end, else with 1. */
    static void exitAfter(Body body) {
        int exit = 1;
        try {
            body.run();
            exit = 0;
        } catch (Exception e) {
            e.printStackTrace();
        }
        // ImageJ's windows would keep the process
        System.exit(exit);
    }

    /** Does one check and tells how long it took: the log of a run that failed says where. */
    static void one(String name, Runnable check) {
        System.out.println(name + " ...");
        long start = System.nanoTime();
        check.run();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        System.out.println(name + ": " + millis + " ms");
    }

    static void that(boolean holds, String what) {
        if (!holds) throw new IllegalStateException("It is not so: " + what);
    }
}
