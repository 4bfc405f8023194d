package io.github.planfiji.ksame;

import io.github.planfiji.run.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The greedy same-size rule, see {@link GroupingRule#FARTHEST_FIRST}. */
final class FarthestFirst implements GroupingRule.Partition {

    @Override
    public List<int[]> of(float[][] rows, int k, Progress progress) {
        PointPool left = new PointPool(rows);
        List<int[]> groups = new ArrayList<>();
        while (left.size() >= k) {
            progress.step("Grouping", rows.length - left.size(), rows.length);
            left.measureFrom(left.point(left.farthestFromMean()));
            groups.add(left.takeNearest(k));
        }
        if (left.size() > 0) join(left.takeAll(), groups, rows);
        return groups;
    }

    /** Fewer than k rows join, so that no group can pass 2k-1. */
    private static void join(int[] rest, List<int[]> groups, float[][] rows) {
        float[][] means = new float[groups.size()][];
        for (int g = 0; g < means.length; g++) means[g] = Vectors.mean(rows, groups.get(g));
        for (int id : rest) {
            int nearest = 0;
            for (int g = 1; g < means.length; g++)
                if (Vectors.squaredDistance(rows[id], means[g])
                        < Vectors.squaredDistance(rows[id], means[nearest])) nearest = g;
            int[] group = groups.get(nearest);
            int[] grown = Arrays.copyOf(group, group.length + 1);
            grown[group.length] = id;
            groups.set(nearest, grown);
        }
    }
}
