package io.github.planfiji.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The items of each group, as the images of each patient: what is drawn together. */
final class Groups {

    private final int[][] items;

    /**
     * @param groups any number an item; items of equal numbers belong together
     */
    Groups(int[] groups) {
        TreeMap<Integer, List<Integer>> lists = new TreeMap<>();
        for (int i = 0; i < groups.length; i++)
            lists.computeIfAbsent(groups[i], g -> new ArrayList<>()).add(i);
        items =
                lists.values().stream()
                        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                        .toArray(int[][]::new);
    }

    int count() {
        return items.length;
    }

    /** The items of as many groups as there are, drawn with repetition. */
    int[] resampled(SplittableRandom random) {
        int[][] drawn = new int[items.length][];
        for (int g = 0; g < drawn.length; g++) drawn[g] = items[random.nextInt(items.length)];
        return joined(drawn, 0, drawn.length);
    }

    /** The items in two parts: those of {@code second} groups drawn at random, and the rest. */
    int[][] divided(int second, SplittableRandom random) {
        int[][] order = items.clone();
        for (int g = order.length - 1; g > 0; g--) {
            int other = random.nextInt(g + 1);
            int[] group = order[g];
            order[g] = order[other];
            order[other] = group;
        }
        return new int[][] {joined(order, second, order.length), joined(order, 0, second)};
    }

    private static int[] joined(int[][] parts, int from, int to) {
        int size = 0;
        for (int p = from; p < to; p++) size += parts[p].length;
        int[] all = new int[size];
        int at = 0;
        for (int p = from; p < to; p++) {
            System.arraycopy(parts[p], 0, all, at, parts[p].length);
            at += parts[p].length;
        }
        return all;
    }
}
