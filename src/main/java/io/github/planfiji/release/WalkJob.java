package io.github.planfiji.release;

/**
 * One walk to be made, and which of its points become images.
 *
 * @param walk 0-based number within the class
 * @param attempt 0 for the first, counted up when it is walked again
 * @param pair the points that it joins
 * @param straightStart whether it starts from the straight path, not from a seeded bow
 * @param steps 0-based positions on the path, ascending
 */
record WalkJob(int walk, int attempt, Pair pair, boolean straightStart, int[] steps) {

    /** The same walk once more for some of its steps. */
    WalkJob again(int[] missing) {
        return new WalkJob(walk, attempt + 1, pair, false, missing);
    }
}
