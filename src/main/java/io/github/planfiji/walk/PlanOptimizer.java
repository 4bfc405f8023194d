package io.github.planfiji.walk;

import io.github.planfiji.latent.LatentPath;
import io.github.planfiji.run.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * PLAN: bends paths so that their images look like nobody in particular and keep their class
 * (Pennisi et al. 2023, L_PLAN = L_dist + identity + class). The two ends never move. Several paths
 * are searched side by side: their images share the forward passes, and none depends on another.
 */
final class PlanOptimizer {

    private static final String PHASE = "Walking";

    /** Paths searched side by side: bounds what their searches remember. */
    private static final int SIDE_BY_SIDE = 16;

    private final ImageTerms terms;
    private final WalkOptions options;

    PlanOptimizer(ImageTerms terms, WalkOptions options) {
        this.terms = terms;
        this.options = options;
    }

    /**
     * @param starts paths from whose interior the searches start
     * @param label 0-based class of each whole path
     * @return one outcome a start, in order
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    List<PathSearch.Outcome> optimize(List<LatentPath> starts, int[] label, Progress progress) {
        List<PathSearch.Outcome> outcomes = new ArrayList<>();
        for (int from = 0; from < starts.size(); from += SIDE_BY_SIDE) {
            int to = Math.min(starts.size(), from + SIDE_BY_SIDE);
            List<PathSearch> searches =
                    starts.subList(from, to).stream()
                            .map(start -> PathSearch.of(start, options))
                            .toList();
            run(searches, Arrays.copyOfRange(label, from, to), from, starts.size(), progress);
            searches.forEach(search -> outcomes.add(search.outcome()));
        }
        return outcomes;
    }

    private void run(
            List<PathSearch> searches, int[] label, int finished, int total, Progress progress) {
        long each = Math.max(1, options.search().iterations());
        while (true) {
            long iterations = searches.stream().mapToLong(PathSearch::iteration).sum();
            progress.step(PHASE, finished * each + iterations, total * each);
            float[][][] wanted =
                    searches.stream().map(PathSearch::wanted).toArray(float[][][]::new);
            float[][] all = Arrays.stream(wanted).flatMap(Stream::of).toArray(float[][]::new);
            if (all.length == 0) return;
            tell(searches, wanted, terms.evaluate(all, labels(wanted, label, all.length)));
        }
    }

    private static int[] labels(float[][][] wanted, int[] label, int count) {
        int[] labels = new int[count];
        int from = 0;
        for (int i = 0; i < wanted.length; i++) {
            Arrays.fill(labels, from, from + wanted[i].length, label[i]);
            from += wanted[i].length;
        }
        return labels;
    }

    private static void tell(
            List<PathSearch> searches, float[][][] wanted, ImageTerms.Value images) {
        int from = 0;
        for (int i = 0; i < wanted.length; i++) {
            int to = from + wanted[i].length;
            if (to > from) searches.get(i).tell(images.part(from, to));
            from = to;
        }
    }
}
