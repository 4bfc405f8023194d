package io.github.planfiji.audit;

import io.github.planfiji.audit.report.Check;
import io.github.planfiji.audit.report.ForestPlot;
import io.github.planfiji.audit.report.Graphic;
import io.github.planfiji.audit.report.Measured;
import io.github.planfiji.audit.report.Numbers;
import io.github.planfiji.audit.report.Section;
import io.github.planfiji.measure.Proportion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Re-identification of the released images, as a section of the report. */
final class ReidentificationSection {

    private static final String QUESTION =
            "Can a matcher that knows the patients say whom released images are of?";

    private ReidentificationSection() {}

    /**
     * @param matchers at least one
     */
    static Section of(List<ReidentificationFigures> matchers) {
        return new Section(
                AuditInput.REIDENTIFICATION,
                "Someone who knows images of all training patients compares each released image with them, and takes it for the nearest patient if all other patients are farther by enough. How much is enough is set so that %s of the held-out images, which are of nobody known, are taken for somebody: no more released images than that should be. Images of a walk have no true patient and no k, so the line here is that of false alarms; the 1/k line of k-same points is drawn by PLAN Re-identification Curve."
                        .formatted(Numbers.percent(ReidentificationFigures.FALSE_ALARMS)),
                List.of(check(matchers)),
                matchers.stream().flatMap(figures -> rows(figures).stream()).toList(),
                List.of(plot(matchers)));
    }

    private static Check check(List<ReidentificationFigures> matchers) {
        Optional<ReidentificationFigures> worst =
                matchers.stream()
                        .filter(ReidentificationFigures::isUsable)
                        .max(Comparator.comparingDouble(f -> f.released().share()));
        if (worst.isEmpty())
            return Check.notTested(
                    QUESTION, "No matcher knows the real patients better than by chance.");
        ReidentificationFigures figures = worst.get();
        return Check.of(
                QUESTION,
                figures.isHarmless(),
                "%d of %d are taken for one patient: %s; of images of other real people %s (%s).%s"
                        .formatted(
                                figures.released().hits(),
                                figures.released().trials(),
                                percent(figures.released()),
                                percent(figures.heldOut()),
                                figures.space(),
                                figures.named()
                                        .map(
                                                named ->
                                                        " New images of the patients themselves it names in %s."
                                                                .formatted(percent(named)))
                                        .orElse("")));
    }

    private static String percent(Proportion proportion) {
        return "%s (%s to %s)"
                .formatted(
                        Numbers.percent(proportion.share()),
                        Numbers.percent(proportion.estimate().low()),
                        Numbers.percent(proportion.estimate().high()));
    }

    private static List<Measured> rows(ReidentificationFigures figures) {
        List<Measured> rows = new ArrayList<>();
        rows.add(
                new Measured(
                        "Released images taken for a patient",
                        figures.released().estimate(),
                        "Wilson, over released images",
                        figures.space(),
                        "held-out real images: " + Numbers.text(figures.heldOut().estimate())));
        figures.named()
                .ifPresent(
                        named ->
                                rows.add(
                                        new Measured(
                                                "New images of patients named rightly: what the matcher is worth",
                                                named.estimate(),
                                                "Wilson, over patients",
                                                figures.space(),
                                                "1; chance: " + Numbers.text(figures.chance()))));
        return rows;
    }

    private static Graphic plot(List<ReidentificationFigures> matchers) {
        return Graphic.shareable(
                "Share of released images that are taken for a patient with its 95 % interval; grey: of held-out images of other patients; dashed: the false alarms that were allowed.",
                new ForestPlot(
                                "share of images taken for a patient",
                                ReidentificationFigures.FALSE_ALARMS,
                                matchers.stream()
                                        .map(
                                                f ->
                                                        new ForestPlot.Row(
                                                                "Nearest patient",
                                                                f.space(),
                                                                f.released().estimate(),
                                                                f.heldOut().estimate()))
                                        .toList())
                        .svg());
    }
}
