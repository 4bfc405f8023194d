package io.github.planfiji.dataset;

import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;

/** The house rule for faulty parts of a set: few are left out and counted, many are an error. */
final class LeftOut {

    private LeftOut() {}

    /**
     * Notes how many were left out.
     *
     * @param what completes "3 of 10 ..."; goes into a note, so no file name
     * @param first the first fault in detail, null if there is none
     * @throws UserException if more than half were left out
     */
    static void noteOrFail(int lost, int all, String what, String first, Progress progress) {
        if (lost == 0) return;
        UserException.require(
                2L * lost <= all,
                "%d of %d %s, first: %s. Check that images and table belong together.",
                lost,
                all,
                what,
                first);
        progress.note("%d of %d %s: left out".formatted(lost, all, what));
    }
}
