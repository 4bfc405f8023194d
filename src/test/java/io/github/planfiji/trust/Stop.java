package io.github.planfiji.trust;

import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A user who presses Cancel in the middle of a phase; and what is looked at afterwards. */
final class Stop implements Progress {

    private final String wanted;
    private final int after;
    private int passed;

    private Stop(String wanted, int after) {
        this.wanted = wanted;
        this.after = after;
    }

    /** Lets so many reports of a phase pass. */
    static Stop in(String phase, int after) {
        return new Stop(phase, after);
    }

    @Override
    public void report(String phase, long done, long total) {
        if (phase.equals(wanted)) passed++;
    }

    @Override
    public boolean isCanceled() {
        return passed > after;
    }

    @Override
    public void step(String phase, long done, long total) {
        report(phase, done, total);
        if (isCanceled()) throw new CanceledException();
    }

    /** A user who waits, and how often each phase is reported meanwhile. */
    static final class Never implements Progress {

        private final Map<String, Integer> phases = new LinkedHashMap<>();

        @Override
        public void report(String phase, long done, long total) {
            phases.merge(phase, 1, Integer::sum);
        }

        Map<String, Integer> phases() {
            return phases;
        }
    }

    /** The threads that keep a process alive. */
    static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> !t.isDaemon())
                .map(Thread::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
