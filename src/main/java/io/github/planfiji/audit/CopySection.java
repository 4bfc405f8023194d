package io.github.planfiji.audit;

import io.github.planfiji.audit.Copies.Released;
import io.github.planfiji.audit.report.Check;
import io.github.planfiji.audit.report.Graphic;
import io.github.planfiji.audit.report.ImageStrip;
import io.github.planfiji.audit.report.ImageStrip.Cell;
import io.github.planfiji.audit.report.Measured;
import io.github.planfiji.audit.report.Numbers;
import io.github.planfiji.audit.report.Section;
import io.github.planfiji.measure.Bootstrap;
import io.github.planfiji.measure.Estimate;
import io.github.planfiji.run.Seed;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Copies among the released images, as a section of the report. */
final class CopySection {

    private static final int SHOWN = 12;
    private static final int NAMED = 8;

    private CopySection() {}

    /**
     * @param nearest in the space in which copies were looked for
     */
    static Section of(Copies copies, NearestFigures nearest, AuditSets sets, AuditOptions options) {
        return new Section(
                "Copies",
                "A released image counts as too near if it lies nearer to a training image than tau, the distance that only %s of real images of other patients come within."
                        .formatted(Numbers.percent(options.copyQuantile())),
                List.of(check(copies, sets, nearest.space(), options)),
                rows(copies, nearest, sets, options),
                List.of(shareable(copies, sets, options), pairs(nearest, sets)));
    }

    private static Check check(Copies copies, AuditSets sets, String space, AuditOptions options) {
        String question = "Is any released image a near copy of a training image?";
        int count = copies.tooNear().size();
        String tau =
                "tau = %s (%s), as %s of real images of other patients do"
                        .formatted(
                                Numbers.text(copies.tau()),
                                space,
                                Numbers.percent(options.copyQuantile()));
        if (count == 0)
            return Check.of(
                    question,
                    true,
                    "None of %d lies within %s.".formatted(sets.released().size(), tau));
        String names =
                copies.tooNear().stream()
                        .limit(NAMED)
                        .map(Released::file)
                        .collect(Collectors.joining(", "));
        return Check.of(
                question,
                false,
                "%d of %d lie within %s, %d as good as identical. Take out or make anew: %s%s."
                        .formatted(
                                count,
                                sets.released().size(),
                                tau,
                                copies.identical(),
                                names,
                                count > NAMED ? " and %d more".formatted(count - NAMED) : ""));
    }

    private static List<Measured> rows(
            Copies copies, NearestFigures nearest, AuditSets sets, AuditOptions options) {
        double[] distances = nearest.released().distances();
        Estimate share =
                new Bootstrap(options.random("copies"), options.resamples())
                        .of(
                                IntStream.range(0, sets.released().size()).toArray(),
                                drawn ->
                                        IntStream.of(drawn)
                                                .mapToDouble(
                                                        i -> distances[i] < copies.tau() ? 1 : 0)
                                                .average()
                                                .orElseThrow());
        return List.of(
                count("Tau", copies.tau(), nearest, "set by the held-out images"),
                count("Released images nearer than tau", copies.tooNear().size(), nearest, "0"),
                new Measured(
                        "… as a share of all",
                        share,
                        "bootstrap over released images",
                        nearest.space(),
                        "0; held-out real images: " + Numbers.text(options.copyQuantile())),
                count(
                        "… as good as identical to a training image",
                        copies.identical(),
                        nearest,
                        "0"));
    }

    private static Measured count(String name, double value, NearestFigures nearest, String ideal) {
        return new Measured(name, Estimate.single(value), "", nearest.space(), ideal);
    }

    /**
     * Some released images, drawn at random: which of them are near to a patient is private, and a
     * copy would show the patient.
     */
    private static Graphic shareable(Copies copies, AuditSets sets, AuditOptions options) {
        Set<String> tooNear =
                copies.tooNear().stream().map(Released::file).collect(Collectors.toSet());
        int[] harmless =
                IntStream.range(0, sets.released().size())
                        .filter(i -> !tooNear.contains(sets.released().sample(i).name()))
                        .toArray();
        SplittableRandom random = new Seed(options.seed()).stream("shown images");
        List<Cell> cells =
                random.ints(0, Math.max(1, harmless.length))
                        .distinct()
                        .limit(Math.min(SHOWN, harmless.length))
                        .map(i -> harmless[i])
                        .mapToObj(
                                i ->
                                        new Cell(
                                                List.of(sets.released().picture(i)),
                                                sets.released().sample(i).condition()))
                        .toList();
        return Graphic.shareable(
                "Released images, drawn at random from those that are not too near.",
                ImageStrip.html(cells));
    }

    private static Graphic pairs(NearestFigures nearest, AuditSets sets) {
        double[] distances = nearest.released().distances();
        List<Cell> cells =
                IntStream.range(0, distances.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> distances[i]))
                        .limit(SHOWN)
                        .map(
                                i ->
                                        new Cell(
                                                List.of(
                                                        sets.released().picture(i),
                                                        sets.training()
                                                                .picture(
                                                                        nearest.released()
                                                                                .indices()[i])),
                                                sets.released().sample(i).name()
                                                        + ", "
                                                        + Numbers.text(distances[i])))
                        .toList();
        return Graphic.confidential(
                "The released images that come nearest (left), each beside its nearest training image (right), with their distance ("
                        + nearest.space()
                        + ").",
                ImageStrip.html(cells));
    }
}
