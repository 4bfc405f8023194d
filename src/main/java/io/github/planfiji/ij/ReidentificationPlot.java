package io.github.planfiji.ij;

import ij.gui.Plot;
import io.github.planfiji.audit.ReidentificationRow;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Re-identification rates over k with the line 1/k that they must stay under. Not shown yet. */
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
    private static final float LINE_WIDTH = 2;
    private static final int WIDTH = 560;
    private static final int HEIGHT = 360;

    private ReidentificationPlot() {}

    /** One line a method: of each k the greatest rate of all matchers and both attacks. */
    public static Plot of(List<ReidentificationRow> rows) {
        Plot plot = new Plot("Re-identification", "k", "Re-identification rate");
        plot.setFrameSize(WIDTH, HEIGHT);
        plot.setFormatFlags(
                Plot.X_NUMBERS | Plot.Y_NUMBERS | Plot.X_TICKS | Plot.Y_TICKS | Plot.Y_GRID);
        int least = rows.stream().mapToInt(ReidentificationRow::k).min().orElseThrow();
        int most = rows.stream().mapToInt(ReidentificationRow::k).max().orElseThrow();
        addBound(plot, least, most);
        List<String> names = new ArrayList<>(List.of("1/k"));
        plot.setLineWidth(LINE_WIDTH);
        for (String method : rows.stream().map(ReidentificationRow::method).distinct().toList()) {
            int index = (names.size() - 1) % COLORS.size();
            TreeMap<Integer, Double> worst = new TreeMap<>();
            for (ReidentificationRow row : rows)
                if (row.method().equals(method))
                    worst.merge(row.k(), row.rates().worst(), Math::max);
            plot.setColor(COLORS.get(index), COLORS.get(index));
            plot.add(
                    "connected " + MARKS.get(index),
                    worst.keySet().stream().mapToDouble(k -> k).toArray(),
                    worst.values().stream().mapToDouble(v -> v).toArray());
            names.add(method);
        }
        plot.setLimits(least - 0.25, most + 0.25, 0, 1.15 / least);
        plot.setColor(Color.BLACK);
        plot.setLineWidth(1);
        plot.addLegend(String.join("\t", names), "top-right transparent");
        return plot;
    }

    private static void addBound(Plot plot, int least, int most) {
        double[] x = new double[10 * (most - least) + 1];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = least + i / 10.0;
            y[i] = 1 / x[i];
        }
        plot.setColor(Color.BLACK);
        plot.setLineWidth(LINE_WIDTH);
        plot.add("line", x, y);
    }
}
