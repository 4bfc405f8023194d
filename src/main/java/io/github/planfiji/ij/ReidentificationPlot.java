package io.github.planfiji.ij;

import ij.gui.Plot;
import io.github.planfiji.audit.ReidentificationRow;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Re-identification rates of some k, each with the bound 1/k as a bar above. Not shown yet. */
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

    /** Half the length of a bound's bar, in k. */
    private static final double BAR = 0.35;

    private static final float LINE_WIDTH = 3;
    private static final int WIDTH = 560;
    private static final int HEIGHT = 360;

    private ReidentificationPlot() {}

    /** One mark a method and k: the greatest rate of all matchers and both attacks. */
    public static Plot of(List<ReidentificationRow> rows) {
        Plot plot = new Plot("Re-identification", "k", "Re-identification rate");
        plot.setFrameSize(WIDTH, HEIGHT);
        plot.setFormatFlags(
                Plot.X_NUMBERS | Plot.Y_NUMBERS | Plot.X_TICKS | Plot.Y_TICKS | Plot.Y_GRID);
        int least = rows.stream().mapToInt(ReidentificationRow::k).min().orElseThrow();
        int most = rows.stream().mapToInt(ReidentificationRow::k).max().orElseThrow();
        addBound(plot, rows.stream().mapToInt(ReidentificationRow::k).distinct().toArray());
        List<String> names = new ArrayList<>(List.of("1/k"));
        plot.setLineWidth(LINE_WIDTH);
        List<String> methods = rows.stream().map(ReidentificationRow::method).distinct().toList();
        for (String method : methods) {
            int index = (names.size() - 1) % COLORS.size();
            TreeMap<Integer, Double> worst = new TreeMap<>();
            for (ReidentificationRow row : rows)
                if (row.method().equals(method))
                    worst.merge(row.k(), row.rates().worst(), Math::max);
            plot.setColor(COLORS.get(index), COLORS.get(index));
            // side by side, or equal rates would hide each other
            double aside =
                    methods.size() == 1 ? 0 : BAR * (2.0 * index / (methods.size() - 1) - 1) / 1.3;
            plot.add(
                    MARKS.get(index),
                    worst.keySet().stream().mapToDouble(k -> k + aside).toArray(),
                    worst.values().stream().mapToDouble(v -> v).toArray());
            names.add(method);
        }
        plot.setLimits(least - 0.75, most + 0.75, 0, 1.15 / least);
        plot.setColor(Color.BLACK);
        plot.setLineWidth(1);
        plot.addLegend(String.join("\t", names), "top-right transparent");
        return plot;
    }

    private static void addBound(Plot plot, int[] ks) {
        double[] x = new double[3 * ks.length];
        double[] y = new double[x.length];
        for (int i = 0; i < ks.length; i++) {
            x[3 * i] = ks[i] - BAR;
            x[3 * i + 1] = ks[i] + BAR;
            y[3 * i] = 1.0 / ks[i];
            y[3 * i + 1] = 1.0 / ks[i];
            // a gap to the next bar
            x[3 * i + 2] = Double.NaN;
            y[3 * i + 2] = Double.NaN;
        }
        plot.setColor(Color.BLACK);
        plot.setLineWidth(LINE_WIDTH);
        plot.add("line", x, y);
    }
}
