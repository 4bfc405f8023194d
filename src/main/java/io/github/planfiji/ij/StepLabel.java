package io.github.planfiji.ij;

import io.github.planfiji.walk.WalkResult;
import io.github.planfiji.walk.WalkStep;
import java.util.Locale;

/** What a slice label says of a step; the most wanted comes first, as ImageJ cuts long labels. */
final class StepLabel {

    private StepLabel() {}

    /**
     * For example "07/24 plan id=0.031 nearest=0.142 p(class)=0.98 loss=0.012 (...)". ImageJ shows
     * the first 60 characters above an image: up to the loss.
     */
    static String of(WalkResult walk, int index) {
        return position(walk, index) + " " + measures(walk, index);
    }

    /** The same for two walks shown beside each other. */
    static String of(WalkResult left, WalkResult right, int index) {
        return position(left, index) + " " + measures(left, index) + " | " + measures(right, index);
    }

    private static String position(WalkResult walk, int index) {
        int steps = walk.steps().size();
        int digits = Integer.toString(steps).length();
        return String.format(Locale.ROOT, "%0" + digits + "d/%d", index + 1, steps);
    }

    private static String measures(WalkResult walk, int index) {
        WalkStep step = walk.steps().get(index);
        StringBuilder text = new StringBuilder(walk.method());
        append(text, " id=%.3f", step.identityConfidence());
        append(text, " nearest=%.3f", step.nearestRealDistance());
        append(text, " p(class)=%.2f", step.classProbability());
        append(text, " loss=%.3f", step.loss());
        append(text, " (distance %.3g", step.distanceLoss());
        append(text, " identity %.3g", step.identityLoss());
        append(text, " class %.3g)", step.classLoss());
        return text.toString();
    }

    /** A measure that was not taken is left out. */
    private static void append(StringBuilder text, String format, double value) {
        if (!Double.isNaN(value)) text.append(String.format(Locale.ROOT, format, value));
    }
}
