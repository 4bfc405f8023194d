package io.github.planfiji.release;

import java.util.Arrays;

/**
 * One walk to be made, and which of its points become images.
 *
 * @param walk 0-based number within the class
 * @param attempt 0 for the first, counted up when it is walked again
 * @param pair the points that it joins
 * @param straightStart whether it starts from the straight path, not from a seeded bow
 * @param steps 0-based positions on the path, ascending, without the two ends
 */
record WalkJob(int walk, int attempt, Pair pair, boolean straightStart, int[] steps) {

    /** The same walk once more for some of its steps. */
    WalkJob again(int[] missing) {
        return new WalkJob(walk, attempt + 1, pair, false, missing);
    }

    /**
     * Positions spread evenly over the inside of a path.
     *
     * @param count 1..pathSteps-2
     */
    static int[] spread(int count, int pathSteps) {
        int interior = pathSteps - 2;
        int[] steps = new int[count];
        Arrays.setAll(steps, i -> 1 + (2 * i + 1) * interior / (2 * count));
        return steps;
    }
}
