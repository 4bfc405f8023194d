package io.github.planfiji.session;

import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.session.EndPoints.EndPoint;
import io.github.planfiji.walk.WalkOptions;
import io.github.planfiji.walk.WalkResult;
import java.io.IOException;
import java.util.List;

/** The straight walk and the PLAN walk between the same two points. */
public record WalkPair(WalkResult linear, WalkResult plan) {

    /**
     * @param condition class of the walk; empty takes that of the points
     * @throws UserException if the points are of different classes and none is given, or have none
     */
    public static WalkPair walk(
            Plan plan,
            EndPoint from,
            EndPoint to,
            String condition,
            WalkOptions options,
            Progress progress)
            throws IOException {
        int label =
                plan.classIndex(
                        condition == null || condition.isBlank()
                                ? commonClass(from, to)
                                : condition.trim());
        float[] start = from.code().of(label);
        float[] end = to.code().of(label);
        WalkResult linear = plan.walkLinear(start, end, label, options, progress);
        return new WalkPair(linear, plan.walk(start, end, label, options, progress));
    }

    private static String commonClass(EndPoint from, EndPoint to) {
        UserException.require(
                !from.condition().isEmpty() || !to.condition().isEmpty(),
                "The points have no class of their own: give the walk's class (condition=[...]).");
        if (from.condition().isEmpty()) return to.condition();
        if (to.condition().isEmpty()) return from.condition();
        UserException.require(
                from.condition().equals(to.condition()),
                "The points are of different classes (%s and %s): choose two of one class, or give the walk's class (condition=[...]).",
                from.condition(),
                to.condition());
        return from.condition();
    }

    /** Both, the straight walk first. */
    public List<WalkResult> both() {
        return List.of(linear, plan);
    }
}
