package io.github.planfiji.release;

import java.util.Arrays;

/** How one gets from k-same points to images. */
public enum Course {
    /** Along walks bent by PLAN. */
    PLAN("PLAN"),
    /** Along straight walks: the baseline. */
    STRAIGHT("straight walk"),
    /** Not at all: the images of the points themselves, as many as there are points. */
    POINTS("k-same points alone");

    private final String title;

    Course(String title) {
        this.title = title;
    }

    /** Different images that a walk can give, of its path's steps. */
    int imagesPerWalk(int pathSteps) {
        return this == POINTS ? 1 : pathSteps - 2;
    }

    /**
     * Which points of a path become images: spread evenly over its inside.
     *
     * @param count 1..{@link #imagesPerWalk}
     * @return 0-based positions, ascending
     */
    int[] steps(int count, int pathSteps) {
        if (this == POINTS) return new int[1];
        int interior = pathSteps - 2;
        int[] steps = new int[count];
        Arrays.setAll(steps, i -> 1 + (2 * i + 1) * interior / (2 * count));
        return steps;
    }

    @Override
    public String toString() {
        return title;
    }
}
