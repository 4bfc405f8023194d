package io.github.planfiji.training;

import java.util.Locale;

/** How fast a training goes and how long it will still take. */
final class Pace {

    private final long startNanos = System.nanoTime();
    private final long unitsBefore;
    private final long total;

    /**
     * @param unitsBefore images done before this run (a resume)
     * @param total images in all
     */
    Pace(long unitsBefore, long total) {
        this.unitsBefore = unitsBefore;
        this.total = total;
    }

    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** For example "21.3 images/s, 4 min left". */
    String describe(long unitsDone) {
        double minutes = (total - unitsDone) / Math.max(1e-9, perSecond(unitsDone)) / 60;
        return String.format(
                Locale.ROOT, "%.1f images/s, %.0f min left", perSecond(unitsDone), minutes);
    }

    private double perSecond(long unitsDone) {
        return (unitsDone - unitsBefore) / Math.max(1e-9, seconds());
    }
}
