package io.github.planfiji.measure;

import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The spread of a statistic from leaving out one block of the items at a time (Efron and Tibshirani
 * 1993, chapter 11). Unlike a bootstrap it never shows an item twice, which neighbour counts and
 * the Fréchet distance would take for a copy.
 */
public final class Jackknife {

    private static final int BLOCKS = 10;

    private Jackknife() {}

    /**
     * Statistics of all items with their 95 % intervals, from {@value #BLOCKS} blocks.
     *
     * @param items their number, at least 20
     * @param seed who goes into which block
     * @param statistics of items by their indices, each at most once
     */
    public static Estimate[] of(int items, Seed seed, Function<int[], double[]> statistics) {
        UserException.require(
                items >= 2 * BLOCKS,
                "%d images are too few to measure a spread: give at least %d.",
                items,
                2 * BLOCKS);
        int[] all = IntStream.range(0, items).toArray();
        // every item a group of its own, all of them in one part: a shuffle
        int[] order = new Groups(all).divided(items, seed.stream("jackknife"))[1];
        double[][] values = new double[BLOCKS][];
        for (int b = 0; b < BLOCKS; b++) values[b] = statistics.apply(without(order, b));
        double[] whole = statistics.apply(all);
        Estimate[] estimates = new Estimate[whole.length];
        for (int v = 0; v < whole.length; v++) {
            int statistic = v;
            double[] column = Arrays.stream(values).mapToDouble(row -> row[statistic]).toArray();
            double variance = StatUtils.populationVariance(column) * (BLOCKS - 1);
            estimates[v] = Estimate.normal(whole[v], Math.sqrt(variance));
        }
        return estimates;
    }

    private static int[] without(int[] order, int block) {
        return IntStream.range(0, order.length)
                .filter(i -> i % BLOCKS != block)
                .map(i -> order[i])
                .sorted()
                .toArray();
    }
}
