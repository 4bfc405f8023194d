package io.github.planfiji.audit;

import io.github.planfiji.audit.report.Graphic;
import io.github.planfiji.audit.report.LineChart;
import io.github.planfiji.audit.report.LineChart.Series;
import io.github.planfiji.audit.report.Measured;
import io.github.planfiji.audit.report.Section;
import io.github.planfiji.measure.Bootstrap;
import io.github.planfiji.measure.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/** The distance to the nearest real image along walks, as a section of the report. */
final class WalkSection {

    /** Places on which walks of different lengths are laid over each other. */
    private static final int PLACES = 101;

    private WalkSection() {}

    /**
     * @param walks at least one; of one method they make one curve
     */
    static Section of(List<WalkCurve> walks, AuditOptions options) {
        Map<String, List<WalkCurve>> methods = new LinkedHashMap<>();
        for (WalkCurve walk : walks)
            methods.computeIfAbsent(walk.method(), m -> new ArrayList<>()).add(walk);
        List<Measured> rows = new ArrayList<>();
        List<Series> series = new ArrayList<>();
        methods.forEach(
                (method, curves) -> {
                    rows.addAll(rows(name(method), curves, options));
                    series.add(series(name(method), curves));
                });
        return new Section(
                "Along the walks",
                "The distance to the nearest real image at each step of the walks that the images were taken from. What counts is the lowest point.",
                List.of(),
                rows,
                List.of(chart(series, walks)));
    }

    private static List<Measured> rows(
            String method, List<WalkCurve> curves, AuditOptions options) {
        double[] means = curves.stream().mapToDouble(c -> StatUtils.mean(c.distances())).toArray();
        double[] minima = curves.stream().mapToDouble(c -> StatUtils.min(c.distances())).toArray();
        String space = curves.get(0).space();
        String spread = curves.size() > 1 ? "bootstrap over %d walks".formatted(curves.size()) : "";
        return List.of(
                new Measured(
                        method + ", mean over the walk",
                        estimate(means, options),
                        spread,
                        space,
                        "higher is safer"),
                new Measured(
                        method + ", lowest point of a walk, mean",
                        estimate(minima, options),
                        spread,
                        space,
                        "higher is safer"),
                new Measured(
                        method + ", lowest point of all",
                        Estimate.single(StatUtils.min(minima)),
                        "",
                        space,
                        "higher is safer"));
    }

    private static Estimate estimate(double[] values, AuditOptions options) {
        if (values.length == 1) return Estimate.single(values[0]);
        return new Bootstrap(options.random("walks"), options.resamples())
                .of(
                        IntStream.range(0, values.length).toArray(),
                        drawn ->
                                IntStream.of(drawn)
                                        .mapToDouble(i -> values[i])
                                        .average()
                                        .orElse(0));
    }

    private static Series series(String name, List<WalkCurve> curves) {
        double[] x = new double[PLACES];
        double[] mean = new double[PLACES];
        double[] low = new double[PLACES];
        double[] high = new double[PLACES];
        for (int p = 0; p < PLACES; p++) {
            x[p] = p;
            double place = (double) p / (PLACES - 1);
            double[] values = curves.stream().mapToDouble(c -> at(c.distances(), place)).toArray();
            mean[p] = StatUtils.mean(values);
            low[p] = StatUtils.min(values);
            high[p] = StatUtils.max(values);
        }
        return curves.size() > 1 ? new Series(name, x, mean, low, high) : Series.of(name, x, mean);
    }

    /** Linear between steps. */
    private static double at(double[] distances, double place) {
        double step = place * (distances.length - 1);
        int before = Math.min((int) step, distances.length - 2);
        double part = step - before;
        return (1 - part) * distances[before] + part * distances[before + 1];
    }

    private static Graphic chart(List<Series> series, List<WalkCurve> walks) {
        String band =
                series.stream().anyMatch(s -> s.low().length > 0)
                        ? " Lines are means over walks, bands reach from the lowest to the highest one."
                        : "";
        return Graphic.shareable(
                "Distance to the nearest real image along %s (%s). Its ends are the k-same points.%s"
                        .formatted(
                                walks.size() == 1 ? "the walk" : walks.size() + " walks",
                                walks.get(0).space(),
                                band),
                new LineChart("way along the walk (%)", "distance", series, List.of()).svg());
    }

    private static String name(String method) {
        return method.equals("plan") ? "PLAN" : method.equals("linear") ? "Straight" : method;
    }
}
