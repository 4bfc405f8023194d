package io.github.planfiji.audit;

import io.github.planfiji.audit.report.Report;
import java.util.List;

/**
 * What an audit found: the figures for programs, the report for people.
 *
 * @param nearest distances, one a feature space; the first one decided the checks
 * @param pairs distances by the input's own distances, in their order
 * @param copies released images that are too near to a training image
 * @param attacks all membership attacks, those on a classifier last
 * @param strongest the maximum over attacks
 * @param reidentification of the released images, one a matcher
 * @param fidelity likeness to the training images
 * @param report all of it in words, tables and pictures
 */
public record AuditResult(
        List<NearestFigures> nearest,
        List<PairFigures> pairs,
        Copies copies,
        List<MembershipAttack> attacks,
        StrongestAttack strongest,
        List<ReidentificationFigures> reidentification,
        FidelityFigures fidelity,
        Report report) {

    public AuditResult {
        nearest = List.copyOf(nearest);
        pairs = List.copyOf(pairs);
        attacks = List.copyOf(attacks);
        reidentification = List.copyOf(reidentification);
    }
}
