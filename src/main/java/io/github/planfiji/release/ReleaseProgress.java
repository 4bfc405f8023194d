package io.github.planfiji.release;

import io.github.planfiji.run.Progress;
import io.github.planfiji.run.ProgressPart;

/** One bar over the walks of all classes. */
final class ReleaseProgress {

    private static final String PHASE = "Synthesizing";

    /** Units a walk, to show progress within walks. */
    private static final long UNITS = 1000;

    private final Progress host;
    private long expected;
    private long done;

    ReleaseProgress(Progress host) {
        this.host = host;
    }

    /** Tells of walks to come. */
    void expect(int walks) {
        expected += walks;
    }

    /** The progress of the next walks. */
    Progress during(int walks) {
        return new ProgressPart(host, PHASE, done * UNITS, walks * UNITS, expected * UNITS);
    }

    /** Counts walks that a former run has done; not told, as they say nothing of the pace. */
    void skip(int walks) {
        done += walks;
    }

    /** Tells of walks that are done; asks whether to stop. */
    void finished(int walks) {
        done += walks;
        host.step(PHASE, done * UNITS, expected * UNITS);
    }
}
