package io.github.planfiji.walk;

import io.github.planfiji.latent.LatentPath;
import java.util.Arrays;

/** Keeps the best path of a search, its losses, and when they stopped to fall. */
final class SearchLog {

    private final SolverOptions options;
    private double[] history = new double[16];
    private int entries;
    private long[] passes = new long[16];
    private long imagePasses;
    private LatentPath best;
    private double bestLoss = Double.POSITIVE_INFINITY;
    private double markLoss = Double.POSITIVE_INFINITY;
    private int markAt;

    SearchLog(SolverOptions options) {
        this.options = options;
    }

    /** Counts images that were looked at. */
    void countImages(int images) {
        imagePasses += images;
    }

    /** Notes the loss of the path that the next iteration starts from. */
    void add(LatentPath path, double loss) {
        if (entries == history.length) {
            history = Arrays.copyOf(history, 2 * entries);
            passes = Arrays.copyOf(passes, 2 * entries);
        }
        if (loss < bestLoss) {
            bestLoss = loss;
            best = path;
        }
        if (loss < markLoss * (1 - options.tolerance())) {
            markLoss = loss;
            markAt = entries;
        }
        passes[entries] = imagePasses;
        history[entries++] = loss;
    }

    /** Paths noted so far. */
    int entries() {
        return entries;
    }

    /** Iterations done: one less than paths noted. */
    int iteration() {
        return Math.max(0, entries - 1);
    }

    /** Whether the iterations are used up or the loss lies on a plateau. */
    boolean isOver() {
        int patience = options.patience();
        return iteration() >= options.iterations()
                || patience > 0 && iteration() - markAt >= patience;
    }

    PathSearch.Outcome outcome() {
        return new PathSearch.Outcome(
                best, Arrays.copyOf(history, entries), Arrays.copyOf(passes, entries));
    }
}
