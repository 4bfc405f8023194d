package io.github.planfiji.run;

/**
 * The progress of a part of a run, told as a stretch of one phase of the whole: so the whole has
 * one bar and one time left.
 *
 * @param whole who is told
 * @param phase of the whole
 * @param start units of the whole that were done before the part
 * @param length units of the whole that the part makes up
 * @param total units of the whole, at least 1
 */
public record ProgressPart(Progress whole, String phase, long start, long length, long total)
        implements Progress {

    @Override
    public void report(String partPhase, long done, long ofTotal) {
        whole.report(phase, start + Math.round(length * (done / (double) ofTotal)), total);
    }

    @Override
    public void note(String line) {
        whole.note(line);
    }

    @Override
    public boolean isCanceled() {
        return whole.isCanceled();
    }
}
