package io.github.planfiji.utility;

import io.github.planfiji.run.Progress;

/** The progress of one part of a run under that part's title; what the part notes is dropped. */
record TitledProgress(Progress whole, String title) implements Progress {

    @Override
    public void report(String phase, long done, long total) {
        whole.report(title, done, total);
    }

    @Override
    public boolean isCanceled() {
        return whole.isCanceled();
    }
}
