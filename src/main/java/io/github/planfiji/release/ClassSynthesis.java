package io.github.planfiji.release;

import io.github.planfiji.walk.Margin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills one class with images: walks along the preferred pairs, images spread along them; walks
 * with images inside the margin are made again, what stays inside is rejected and replaced from
 * further walks. Keeps no image that the margin does not keep.
 */
final class ClassSynthesis {

    /** Walks at most, as a multiple of those planned. */
    private static final int MOST = 4;

    private final List<Pair> pairs;
    private final int wanted;
    private final int planned;
    private final int most;
    private final int share;
    private final ReleaseOptions options;
    private final Margin margin;
    private final List<Candidate> kept = new ArrayList<>();
    private int walks;
    private int checked;
    private int inside;
    private int rewalked;
    private int rescued;
    private int rejected;

    /**
     * @param pairs the preferred ones first, at least one
     * @param points how many points the pairs join
     * @param wanted images, at least 1
     */
    ClassSynthesis(
            List<Pair> pairs, int points, int wanted, ReleaseOptions options, Margin margin) {
        this.pairs = pairs;
        this.wanted = wanted;
        this.options = options;
        this.margin = margin;
        int room = options.course().imagesPerWalk(options.walk().steps());
        int tour = Math.min(points, pairs.size());
        int enough = Math.min(wanted, Math.max(tour, ceil(wanted, room)));
        this.planned = isBent() ? enough : Math.min(enough, pairs.size());
        this.most = isBent() ? MOST * planned : pairs.size();
        this.share = Math.min(room, ceil(wanted, planned));
    }

    /** Walks that suffice if every image is kept. */
    int planned() {
        return planned;
    }

    /**
     * Images in the order of their walks, as many as wanted or as could be kept; call it once.
     *
     * @param runner makes the images
     */
    List<Candidate> run(WalkRunner runner) throws IOException {
        int before = -1;
        // a round that kept nothing is the last one
        while (kept.size() < wanted && kept.size() > before && walks < most) {
            before = kept.size();
            int missing = wanted - kept.size();
            int count = walks == 0 ? planned : Math.min(ceil(missing, share), most - walks);
            List<WalkJob> jobs = jobs(count, Math.min(missing, count * share));
            walks += count;
            for (int attempt = 0; !jobs.isEmpty(); attempt++) {
                List<WalkJob> failed = decide(jobs, runner.run(jobs), attempt);
                if (attempt == attempts()) break;
                jobs = failed;
                rewalked += failed.size();
            }
        }
        return List.copyOf(kept);
    }

    WalkCounts counts() {
        return new WalkCounts(
                walks, Math.max(0, walks - planned), checked, inside, rewalked, rescued, rejected);
    }

    private List<WalkJob> jobs(int count, int images) {
        List<WalkJob> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int walk = walks + i;
            int quota = (int) ((i + 1L) * images / count) - (int) ((long) i * images / count);
            int[] steps = options.course().steps(quota, options.walk().steps());
            Pair pair = pairs.get(walk % pairs.size());
            jobs.add(new WalkJob(walk, 0, pair, walk < pairs.size(), steps));
        }
        return jobs;
    }

    /** Keeps what may be kept; returns the walks to be made again for the rest. */
    private List<WalkJob> decide(List<WalkJob> jobs, List<Candidate> found, int attempt) {
        List<WalkJob> failed = new ArrayList<>();
        int next = 0;
        for (WalkJob job : jobs) {
            List<Integer> missing = new ArrayList<>();
            for (int step : job.steps()) {
                Candidate candidate = found.get(next++);
                checked++;
                if (margin.keeps(candidate.distance())) {
                    kept.add(candidate);
                    if (attempt > 0) rescued++;
                } else {
                    inside++;
                    missing.add(step);
                    if (attempt == attempts()) rejected++;
                }
            }
            if (!missing.isEmpty())
                failed.add(job.again(missing.stream().mapToInt(s -> s).toArray()));
        }
        return failed;
    }

    private int attempts() {
        return isBent() ? options.rewalks() : 0;
    }

    /** Between two points there are many bent walks, but one straight walk only. */
    private boolean isBent() {
        return options.course() == Course.PLAN;
    }

    private static int ceil(int a, int b) {
        return (a + b - 1) / b;
    }
}
