package io.github.planfiji.audit;

import io.github.planfiji.audit.report.Check;
import io.github.planfiji.audit.report.Graphic;
import io.github.planfiji.audit.report.LineChart;
import io.github.planfiji.audit.report.LineChart.Marker;
import io.github.planfiji.audit.report.LineChart.Series;
import io.github.planfiji.audit.report.Measured;
import io.github.planfiji.audit.report.Numbers;
import io.github.planfiji.audit.report.Section;
import io.github.planfiji.measure.Authenticity;
import io.github.planfiji.measure.Bootstrap;
import io.github.planfiji.measure.Estimate;
import io.github.planfiji.measure.HoldOutShare;
import io.github.planfiji.measure.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/** Distances to the nearest training image, as a section of the report. */
final class NearestSection {

    private static final String OVER_IMAGES = "bootstrap over released images";
    private static final String MEAN = "Distance to the nearest training image, mean";

    /** The name that Pennisi et al. (MICCAI 2023) give the mean in the space of LPIPS. */
    private static final String MML = "mmL: distance to the nearest training image, mean";

    private final AuditSets sets;
    private final Bootstrap bootstrap;
    private final List<Measured> rows = new ArrayList<>();

    private NearestSection(AuditSets sets, AuditOptions options) {
        this.sets = sets;
        this.bootstrap = new Bootstrap(options.random("distances"), options.resamples());
    }

    /**
     * @param spaces the first one decides the checks
     * @param pairs the first of them, or of the spaces where there is none, is that of mmL
     */
    static Section of(
            List<NearestFigures> spaces,
            List<PairFigures> pairs,
            double tau,
            AuditSets sets,
            AuditOptions options) {
        NearestSection section = new NearestSection(sets, options);
        for (PairFigures figures : pairs)
            section.distances(
                    figures == pairs.get(0) ? MML : MEAN,
                    figures.space(),
                    figures.released(),
                    figures.heldOut());
        NearestFigures first = spaces.get(0);
        for (NearestFigures figures : spaces)
            section.add(figures == first && pairs.isEmpty() ? MML : MEAN, figures);
        return new Section(
                "Distance to the nearest real image",
                "How near does each released image come to a training image? Held-out images of other patients are the yardstick: a generator that learned the population, and not its patients, comes no nearer than they do. Distances alone prove nothing; the attacks are the other half.",
                List.of(shareCheck(first), section.authenticityCheck(first)),
                section.rows,
                charts(pairs, first, tau));
    }

    private static List<Graphic> charts(List<PairFigures> pairs, NearestFigures first, double tau) {
        List<Graphic> charts = new ArrayList<>();
        for (PairFigures figures : pairs)
            charts.add(
                    chart(
                            "(" + figures.space() + ").",
                            figures.released(),
                            figures.heldOut(),
                            List.of()));
        charts.add(
                chart(
                        "(" + first.space() + "); left of tau they count as too near.",
                        first.released().distances(),
                        first.heldOut().distances(),
                        List.of(new Marker("tau", tau))));
        return charts;
    }

    private void add(String mean, NearestFigures figures) {
        String space = figures.space();
        distances(mean, space, figures.released().distances(), figures.heldOut().distances());
        ratios(space, figures.released().ratios(), figures.heldOut().ratios());
        HoldOutShare share = figures.share();
        row(
                "Nearer to a training than to a held-out image",
                new Estimate(share.value(), share.low(), share.high()),
                "by chance, patients exchanged",
                space,
                Numbers.text(share.expected()) + ": training images among all real ones");
        row(
                "Authentic images",
                authenticityOf(figures),
                OVER_IMAGES,
                space,
                heldOut(figures.heldOutAuthenticity().share()) + "; 1 is best");
        row(
                "Training images given away",
                mean(flags(figures.identifiable()), sets.trainingPatients()),
                "bootstrap over patients",
                space,
                "0 is best; held-out images, were they released: "
                        + Numbers.text(StatUtils.mean(flags(figures.heldOutIdentifiable()))));
    }

    private void distances(
            String mean, String space, double[] distances, double[] heldOutDistances) {
        Summary heldOut = Summary.of(heldOutDistances);
        Estimate[] spread =
                bootstrap.ofAll(
                        singles(),
                        drawn -> {
                            Summary s = Summary.of(picked(distances, drawn));
                            return new double[] {s.mean(), s.percent1(), s.percent5(), s.median()};
                        });
        double minimum = Summary.of(distances).minimum();
        row(mean, spread[0], OVER_IMAGES, space, heldOut(heldOut.mean()));
        row("… minimum", Estimate.single(minimum), "", space, heldOut(heldOut.minimum()));
        row("… 1st percentile", spread[1], OVER_IMAGES, space, heldOut(heldOut.percent1()));
        row("… 5th percentile", spread[2], OVER_IMAGES, space, heldOut(heldOut.percent5()));
        row("… median", spread[3], OVER_IMAGES, space, heldOut(heldOut.median()));
    }

    private void ratios(String space, double[] ratios, double[] heldOutRatios) {
        Summary heldOut = Summary.of(heldOutRatios);
        Estimate[] spread =
                bootstrap.ofAll(
                        singles(),
                        drawn -> {
                            Summary s = Summary.of(picked(ratios, drawn));
                            return new double[] {s.mean(), s.percent5()};
                        });
        row(
                "Nearest over second nearest distance, mean",
                spread[0],
                OVER_IMAGES,
                space,
                heldOut(heldOut.mean()));
        row("… 5th percentile", spread[1], OVER_IMAGES, space, heldOut(heldOut.percent5()));
    }

    private Estimate authenticityOf(NearestFigures figures) {
        return mean(flags(figures.authenticity(), sets.released().size()), singles());
    }

    private static Check shareCheck(NearestFigures figures) {
        HoldOutShare share = figures.share();
        return Check.of(
                "Are released images nearer to training patients than to others?",
                share.isWithinChance(),
                "%s of them lie nearer to a training than to a held-out image (expected %s; chance gives %s to %s; %s)."
                        .formatted(
                                Numbers.percent(share.value()),
                                Numbers.percent(share.expected()),
                                Numbers.percent(share.low()),
                                Numbers.percent(share.high()),
                                figures.space()));
    }

    private Check authenticityCheck(NearestFigures figures) {
        Estimate authentic = authenticityOf(figures);
        double heldOut = figures.heldOutAuthenticity().share();
        return Check.of(
                "Do released images keep the distance that real patients keep from each other?",
                authentic.high() >= heldOut,
                "%s are authentic (%s to %s): farther from their nearest training image than that one is from its nearest neighbour. Of held-out real images it is %s (%s)."
                        .formatted(
                                Numbers.percent(authentic.value()),
                                Numbers.percent(authentic.low()),
                                Numbers.percent(authentic.high()),
                                Numbers.percent(heldOut),
                                figures.space()));
    }

    /** The share of images below each distance. */
    private static Graphic chart(
            String space, double[] released, double[] heldOut, List<Marker> markers) {
        return Graphic.shareable(
                "Share of images that lie nearer to a training image than a distance. The released images should not begin to rise before the held-out real ones "
                        + space,
                new LineChart(
                                "distance to the nearest training image",
                                "share of images",
                                List.of(
                                        cumulative("released images", released),
                                        cumulative("held-out real images", heldOut)),
                                markers)
                        .svg());
    }

    private static Series cumulative(String name, double[] values) {
        double[] x = new double[values.length + 1];
        System.arraycopy(values, 0, x, 1, values.length);
        Arrays.sort(x);
        double[] y =
                IntStream.rangeClosed(0, values.length)
                        .mapToDouble(i -> (double) i / values.length)
                        .toArray();
        x[0] = x[1];
        return Series.of(name, x, y);
    }

    private Estimate mean(double[] values, int[] groups) {
        return bootstrap.of(groups, drawn -> StatUtils.mean(picked(values, drawn)));
    }

    private void row(String measure, Estimate estimate, String spread, String space, String ideal) {
        rows.add(new Measured(measure, estimate, spread, space, ideal));
    }

    /** Every released image a group of its own. */
    private int[] singles() {
        return IntStream.range(0, sets.released().size()).toArray();
    }

    private static String heldOut(double value) {
        return "held-out real images: " + Numbers.text(value);
    }

    private static double[] picked(double[] values, int[] indices) {
        double[] picked = new double[indices.length];
        for (int i = 0; i < picked.length; i++) picked[i] = values[indices[i]];
        return picked;
    }

    private static double[] flags(Authenticity authenticity, int size) {
        double[] authentic = new double[size];
        Arrays.fill(authentic, 1);
        for (int copied : authenticity.copied()) authentic[copied] = 0;
        return authentic;
    }

    private static double[] flags(boolean[] flags) {
        return IntStream.range(0, flags.length).mapToDouble(i -> flags[i] ? 1 : 0).toArray();
    }
}
