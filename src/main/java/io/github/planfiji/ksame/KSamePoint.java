package io.github.planfiji.ksame;

import java.util.List;

/**
 * One anonymised point: what may be released, without any member.
 *
 * @param number 1-based
 * @param condition the class, or empty where groups span all classes
 * @param patients distinct patients behind the point, at least k
 * @param images images behind the point
 * @param shares the groups the point is made of; weights add up to 1
 * @param code [D], the aggregate, in the space of the sources' codes; not copied: treat as
 *     read-only
 */
public record KSamePoint(
        int number, String condition, int patients, int images, List<Share> shares, float[] code) {

    public KSamePoint {
        shares = List.copyOf(shares);
    }

    /**
     * A group's part in a point.
     *
     * @param group 1-based number of the group
     * @param weight 0..1
     */
    public record Share(int group, double weight) {}

    /** The point that stands for exactly one group. */
    public static KSamePoint of(MemberGroup group, float[] code) {
        return new KSamePoint(
                group.number(),
                group.condition(),
                group.patients().size(),
                group.images(),
                List.of(new Share(group.number(), 1)),
                code);
    }
}
