package io.github.planfiji.ksame;

import java.util.List;

/**
 * A finished k-same run, checked.
 *
 * @param points what may be released, numbered 1 to their count in this order
 * @param certificate what is claimed of them; may be released
 * @param membership private: which image went where
 */
public record KSameResult(List<KSamePoint> points, Certificate certificate, Membership membership) {

    public KSameResult {
        points = List.copyOf(points);
    }
}
