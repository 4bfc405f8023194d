package io.github.planfiji.release;

import io.github.planfiji.measure.NearestNeighbours;
import io.github.planfiji.run.UserException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Which points of a class are joined by walks. */
public enum Pairing {
    /** Each point with its nearest in W, then with its second nearest, and so on. */
    NEAREST {
        @Override
        void addRound(int round, float[][] points, SplittableRandom random, Set<Pair> pairs) {
            NearestNeighbours near = NearestNeighbours.within(points, round + 1);
            for (int i = 0; i < points.length; i++) pairs.add(Pair.of(i, near.index(i, round)));
        }
    },
    /** Closed tours over all points, each in a new random order. */
    RANDOM {
        @Override
        void addRound(int round, float[][] points, SplittableRandom random, Set<Pair> pairs) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, points.length).boxed().toList());
            for (int i = order.size() - 1; i > 0; i--)
                Collections.swap(order, i, random.nextInt(i + 1));
            for (int i = 0; i < points.length; i++)
                pairs.add(Pair.of(order.get(i), order.get((i + 1) % points.length)));
        }
    },
    /** One closed tour in the order of the points' numbers, then with every second, and so on. */
    RING {
        @Override
        void addRound(int round, float[][] points, SplittableRandom random, Set<Pair> pairs) {
            for (int i = 0; i < points.length; i++)
                pairs.add(Pair.of(i, (i + round + 1) % points.length));
        }
    };

    /** Rounds of pairs kept in reserve, at most. */
    private static final int ROUNDS = 16;

    abstract void addRound(int round, float[][] points, SplittableRandom random, Set<Pair> pairs);

    /**
     * Distinct pairs, the preferred ones first; every point is in one of the first round.
     *
     * @param points [M][D], at least two
     * @param random drawn from by {@link #RANDOM} only
     */
    List<Pair> pairs(float[][] points, SplittableRandom random) {
        Set<Pair> pairs = new LinkedHashSet<>();
        for (int round = 0; round < Math.min(ROUNDS, points.length - 1); round++)
            addRound(round, points, random, pairs);
        return List.copyOf(pairs);
    }

    /**
     * The pairing of a name in any case.
     *
     * @throws UserException if there is none
     */
    public static Pairing of(String name) {
        for (Pairing pairing : values())
            if (pairing.toString().equalsIgnoreCase(name.trim())) return pairing;
        throw new UserException(
                "There is no pairing \"" + name + "\": use nearest, random or ring.");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
