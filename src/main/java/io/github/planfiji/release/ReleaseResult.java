package io.github.planfiji.release;

import io.github.planfiji.measure.Summary;
import io.github.planfiji.walk.Margin;
import java.util.List;

/**
 * What a release run came to; holds nothing of a single patient.
 *
 * @param k at least so many patients stand behind each point that walks join
 * @param margin that every released image keeps
 * @param distances of all released images to their nearest real one, squared
 * @param classes one entry a class, in the order of the model's classes
 */
public record ReleaseResult(int k, Margin margin, Summary distances, List<ReleasedClass> classes) {

    public ReleaseResult {
        classes = List.copyOf(classes);
    }

    /**
     * One class.
     *
     * @param name as in the model
     * @param folder its name in the release
     * @param real images of the private set
     * @param points k-same points
     * @param pointsInside those of them inside the margin; no end point is released
     * @param wanted images asked for
     * @param released images
     * @param counts what became of walks and images
     */
    public record ReleasedClass(
            String name,
            String folder,
            int real,
            int points,
            int pointsInside,
            int wanted,
            int released,
            WalkCounts counts) {}

    /** All released images. */
    public int released() {
        return classes.stream().mapToInt(ReleasedClass::released).sum();
    }

    /** Images that were given up because they stayed inside the margin. */
    public int rejected() {
        return classes.stream().mapToInt(c -> c.counts().rejected()).sum();
    }

    /** Walks that were made again. */
    public int rewalked() {
        return classes.stream().mapToInt(c -> c.counts().rewalked()).sum();
    }

    /** End points inside the margin, which are not released. */
    public int pointsInside() {
        return classes.stream().mapToInt(ReleasedClass::pointsInside).sum();
    }
}
