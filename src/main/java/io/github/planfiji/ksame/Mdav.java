package io.github.planfiji.ksame;

import io.github.planfiji.run.Progress;
import java.util.ArrayList;
import java.util.List;

/** MDAV-generic, see {@link GroupingRule#MDAV}. */
final class Mdav implements GroupingRule.Partition {

    @Override
    public List<int[]> of(float[][] rows, int k, Progress progress) {
        PointPool left = new PointPool(rows);
        List<int[]> groups = new ArrayList<>();
        while (left.size() >= 2 * k) {
            progress.step("Grouping", rows.length - left.size(), rows.length);
            left.measureFrom(left.point(left.farthestFromMean()));
            groups.add(left.takeNearest(k));
            if (left.size() < 2 * k) break;
            // farthest from the first group's seed, still measured
            left.measureFrom(left.point(left.farthest()));
            groups.add(left.takeNearest(k));
        }
        groups.add(left.takeAll());
        return groups;
    }
}
