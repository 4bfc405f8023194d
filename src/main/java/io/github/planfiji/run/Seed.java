package io.github.planfiji.run;

import java.util.SplittableRandom;

/**
 * The one source of randomness of a run. Each purpose draws from a stream of its own, so that one
 * more draw in one place changes nothing in another.
 *
 * @param value the seed as the user gave it
 */
public record Seed(long value) {

    /** A generator that depends on the seed and the purpose only. */
    public SplittableRandom stream(String purpose) {
        return new SplittableRandom(mix(value * 0x9E3779B97F4A7C15L + fnv1a(purpose)));
    }

    /** The seed of a part of the run, for example one walk of many. */
    public Seed derive(String purpose) {
        return new Seed(stream(purpose).nextLong());
    }

    private static long fnv1a(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        return hash;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
