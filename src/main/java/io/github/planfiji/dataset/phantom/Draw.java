package io.github.planfiji.dataset.phantom;

import java.util.SplittableRandom;

/** Random draws, built on plain arithmetic so that every machine draws the same. */
final class Draw {

    private final SplittableRandom random;

    Draw(SplittableRandom random) {
        this.random = random;
    }

    /** A source of its own: what is drawn from it does not shift what is drawn here. */
    Draw split() {
        return new Draw(random.split());
    }

    /** Uniform in [min, max). */
    double between(double min, double max) {
        return min + (max - min) * random.nextDouble();
    }

    /** Nearly normal, mean 0, deviation 1, cut to -3..3: a sum of twelve uniform draws, less 6. */
    double bell() {
        double sum = -6;
        for (int i = 0; i < 12; i++) sum += random.nextDouble();
        return StrictMath.max(-3, StrictMath.min(3, sum));
    }

    /** Uniform in min..max, both included. */
    int count(int min, int max) {
        return random.nextInt(min, max + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** +1 or -1. */
    int sign() {
        return random.nextBoolean() ? 1 : -1;
    }

    long bits() {
        return random.nextLong();
    }
}
