package io.github.planfiji.ij;

import ij.gui.Plot;
import io.github.planfiji.audit.ReidentificationRates.Rate;
import io.github.planfiji.audit.ReidentificationRow;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Figures of k-same releases by k, with their 95 % intervals, beside what they are compared with.
 * One mark a method and k: the greatest of all matchers. Not shown yet.
 */
public final class ReidentificationPlot {

    // Okabe and Ito's, told apart by colour-blind readers too
    private static final List<Color> COLORS =
            List.of(
                    new Color(0, 114, 178),
                    new Color(213, 94, 0),
                    new Color(0, 158, 115),
                    new Color(204, 121, 167),
                    new Color(230, 159, 0));

    private static final List<String> MARKS = List.of("circle", "box", "triangle", "diamond", "x");

    /** In units of the distance between two k: methods stand side by side, or equals would hide. */
    private static final double BETWEEN_METHODS = 0.15;

    /** Room for the legend to the right of the last k. */
    private static final double LEGEND = 1.5;

    private static final float THICK = 3;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;

    private final List<Integer> ks;
    private final List<String> methods;
    private final Collection<ReidentificationRow> rows;
    private final Function<ReidentificationRow, Rate> figure;
    private final Plot plot;

    private ReidentificationPlot(
            List<ReidentificationRow> all,
            String title,
            String axis,
            Function<ReidentificationRow, Rate> figure) {
        ks = all.stream().map(ReidentificationRow::k).distinct().sorted().toList();
        methods = all.stream().map(ReidentificationRow::method).distinct().toList();
        rows =
                all.stream()
                        .collect(
                                Collectors.toMap(
                                        row -> List.of(row.method(), row.k()),
                                        row -> row,
                                        BinaryOperator.maxBy(byFigure(figure)),
                                        LinkedHashMap::new))
                        .values();
        this.figure = figure;
        String names = ks.stream().map(k -> "k = " + k).collect(Collectors.joining(","));
        plot = new Plot(title, "{" + names + "}", axis);
        plot.setFrameSize(WIDTH, HEIGHT);
        plot.setFormatFlags(Plot.X_NUMBERS | Plot.Y_NUMBERS | Plot.Y_TICKS | Plot.Y_GRID);
    }

    private static Comparator<ReidentificationRow> byFigure(
            Function<ReidentificationRow, Rate> figure) {
        return Comparator.comparingDouble(row -> figure.apply(row).value());
    }

    /** The greater rate of both attacks, with the bound 1/k as a bar above. */
    public static Plot of(List<ReidentificationRow> rows) {
        ReidentificationPlot drawn =
                new ReidentificationPlot(
                        rows,
                        "Re-identification",
                        "Patient named (rate)",
                        row -> row.rates().worst());
        double half = BETWEEN_METHODS * drawn.methods.size() / 2 + 0.04;
        drawn.addBars(
                drawn.ks.stream()
                        .map(k -> new double[] {drawn.ks.indexOf(k), half, 1.0 / k})
                        .toList());
        return drawn.drawn("1/k", 1.15 / drawn.ks.get(0));
    }

    /** The share of images whose best match is a member, with that of guessing as short bars. */
    public static Plot ofMembers(List<ReidentificationRow> rows) {
        ReidentificationPlot drawn =
                new ReidentificationPlot(
                        rows,
                        "Members found",
                        "Best match is a member (share of images)",
                        row -> row.rates().memberFound());
        drawn.addBars(
                drawn.rows.stream()
                        .map(
                                row ->
                                        new double[] {
                                            drawn.place(row),
                                            BETWEEN_METHODS / 2,
                                            row.rates().chance()
                                        })
                        .toList());
        return drawn.drawn("by chance", 1.02);
    }

    private double place(ReidentificationRow row) {
        return ks.indexOf(row.k())
                + BETWEEN_METHODS * (methods.indexOf(row.method()) - (methods.size() - 1) / 2.0);
    }

    /**
     * @param bars middle, half the length, and height of each
     */
    private void addBars(List<double[]> bars) {
        plot.setColor(Color.BLACK);
        plot.setLineWidth(THICK);
        addLines(
                bars.stream()
                        .map(b -> new double[] {b[0] - b[1], b[2], b[0] + b[1], b[2]})
                        .toList());
    }

    /**
     * One data set of separate lines.
     *
     * @param lines x, y of both ends of each
     */
    private void addLines(List<double[]> lines) {
        double[] x = new double[3 * lines.size()];
        double[] y = new double[x.length];
        for (int i = 0; i < lines.size(); i++) {
            double[] line = lines.get(i);
            x[3 * i] = line[0];
            y[3 * i] = line[1];
            x[3 * i + 1] = line[2];
            y[3 * i + 1] = line[3];
            // a gap to the next line
            x[3 * i + 2] = Double.NaN;
            y[3 * i + 2] = Double.NaN;
        }
        plot.add("line", x, y);
    }

    /**
     * @param bars what the legend calls them
     */
    private Plot drawn(String bars, double top) {
        List<String> names = new ArrayList<>(List.of(bars));
        for (int m = 0; m < methods.size(); m++) {
            List<ReidentificationRow> own = of(methods.get(m));
            setColor(m);
            plot.setLineWidth(THICK);
            plot.add(
                    MARKS.get(m % MARKS.size()),
                    own.stream().mapToDouble(this::place).toArray(),
                    own.stream().mapToDouble(row -> figure.apply(row).value()).toArray());
            names.add(methods.get(m));
        }
        // after all marks: the legend names data sets in their order, and these have no name
        for (int m = 0; m < methods.size(); m++) {
            setColor(m);
            plot.setLineWidth(1);
            addLines(of(methods.get(m)).stream().map(this::interval).toList());
        }
        plot.setLimits(-0.5, ks.size() - 1 + LEGEND, 0, top);
        plot.setColor(Color.BLACK);
        plot.setLineWidth(1);
        plot.addLegend(String.join("\t", names), "top-right transparent");
        return plot;
    }

    private List<ReidentificationRow> of(String method) {
        return rows.stream().filter(row -> row.method().equals(method)).toList();
    }

    private void setColor(int method) {
        Color color = COLORS.get(method % COLORS.size());
        plot.setColor(color, color);
    }

    private double[] interval(ReidentificationRow row) {
        Rate rate = figure.apply(row);
        return new double[] {place(row), rate.low(), place(row), rate.high()};
    }
}
