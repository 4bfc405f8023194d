package io.github.planfiji.audit;

import io.github.planfiji.audit.report.Check;
import io.github.planfiji.audit.report.ForestPlot;
import io.github.planfiji.audit.report.Graphic;
import io.github.planfiji.audit.report.Measured;
import io.github.planfiji.audit.report.Numbers;
import io.github.planfiji.audit.report.Section;
import io.github.planfiji.measure.Estimate;
import java.util.ArrayList;
import java.util.List;

/** Membership attacks, as a section of the report. */
final class AttackSection {

    private static final String OVER_PATIENTS = "bootstrap over patients";

    private AttackSection() {}

    /**
     * @param classifierAttacks how many of the attacks, the last ones, are on a classifier
     */
    static Section of(List<MembershipAttack> attacks, int classifierAttacks) {
        StrongestAttack strongest = StrongestAttack.of(attacks);
        List<Measured> rows = new ArrayList<>();
        rows.add(
                new Measured(
                        "Strongest attack, area under the curve",
                        strongest.attack().auc(),
                        OVER_PATIENTS,
                        strongest.attack().name() + ", " + strongest.attack().space(),
                        "0.5; the strongest on members alone: "
                                + Numbers.interval(strongest.control())));
        rows.add(
                new Measured(
                        "… least one that would count as a leak",
                        Estimate.single(strongest.leastLeak()),
                        "",
                        strongest.attack().name() + ", " + strongest.attack().space(),
                        "near 0.5: the more patients, the nearer"));
        for (MembershipAttack attack : attacks) rows.addAll(rows(attack));
        return new Section(
                "Membership attacks",
                "Can someone who holds a patient's image tell whether that patient was in the training set? Each attack scores training images and held-out images; 0.5 is a coin toss. The grey bands show what the same attack reports where there is nothing to find: between two random halves of the members.",
                List.of(
                        check(strongest, attacks.size()),
                        classifierCheck(attacks, classifierAttacks)),
                rows,
                List.of(plot(attacks)));
    }

    private static Check check(StrongestAttack strongest, int count) {
        return Check.of(
                "Can training patients be told from other patients?",
                strongest.isHarmless(),
                "The strongest of %d attacks (%s, %s) reaches an area under the curve of %s; chance is 0.5, and where there is nothing to find the strongest one reaches %s. With so many patients, %s and more would count as a leak."
                        .formatted(
                                count,
                                strongest.attack().name(),
                                strongest.attack().space(),
                                Numbers.text(strongest.attack().auc()),
                                Numbers.interval(strongest.control()),
                                Numbers.text(strongest.leastLeak())));
    }

    private static Check classifierCheck(List<MembershipAttack> attacks, int count) {
        String question = "Does a classifier trained on the released images give members away?";
        if (count == 0)
            return Check.notTested(
                    question, "No scores of such a classifier were given to this audit.");
        StrongestAttack strongest =
                StrongestAttack.of(attacks.subList(attacks.size() - count, attacks.size()));
        return Check.of(
                question,
                strongest.isHarmless(),
                "%s: area under the curve %s; where there is nothing to find %s."
                        .formatted(
                                strongest.attack().name(),
                                Numbers.text(strongest.attack().auc()),
                                Numbers.interval(strongest.control())));
    }

    private static List<Measured> rows(MembershipAttack attack) {
        Estimate control = attack.control();
        return List.of(
                row(
                        attack,
                        "area under the curve",
                        attack.auc(),
                        "0.5; members alone: " + Numbers.interval(control)),
                row(
                        attack,
                        "accuracy at the best threshold",
                        attack.accuracy(),
                        "0.5, a little more by choice of threshold"),
                row(
                        attack,
                        "members found at 1 % false alarms",
                        attack.truePositiveRate(),
                        "0.01"));
    }

    private static Measured row(
            MembershipAttack attack, String figure, Estimate estimate, String ideal) {
        return new Measured(
                attack.name() + ", " + figure, estimate, OVER_PATIENTS, attack.space(), ideal);
    }

    private static Graphic plot(List<MembershipAttack> attacks) {
        return Graphic.shareable(
                "Area under the curve of each attack with its 95 % interval over patients; grey: the same attack between halves of the members; dashed: chance.",
                new ForestPlot(
                                "area under the curve",
                                0.5,
                                attacks.stream()
                                        .map(
                                                a ->
                                                        new ForestPlot.Row(
                                                                a.name(),
                                                                a.space(),
                                                                a.auc(),
                                                                a.control()))
                                        .toList())
                        .svg());
    }
}
