package io.github.planfiji.release;

/**
 * Two points of one class that a walk joins.
 *
 * @param from 0-based index
 * @param to 0-based index; the same where there is no walk
 */
record Pair(int from, int to) {

    /** The same two points, the lower index first. */
    static Pair of(int a, int b) {
        return new Pair(Math.min(a, b), Math.max(a, b));
    }
}
