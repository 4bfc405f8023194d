package io.github.planfiji.ij;

import ij.gui.Plot;
import io.github.planfiji.walk.WalkResult;
import io.github.planfiji.walk.WalkStep;
import java.awt.Color;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Curves along walks: one line a walk, steps from 1 on the x axis, y from 0. Not shown yet. */
public final class WalkPlot {

    // blue and vermilion of Okabe and Ito, told apart by colour-blind readers too
    private static final Color PLAN = new Color(0, 114, 178);
    private static final Color OTHER = new Color(213, 94, 0);

    private static final float LINE_WIDTH = 3;
    private static final double HEADROOM = 1.25;

    private WalkPlot() {}

    /** The distance to the nearest real image: larger is safer. */
    public static Plot distance(List<WalkResult> walks) {
        return curves(
                "Nearest-real distance",
                "Distance to nearest real",
                walks,
                WalkStep::nearestRealDistance);
    }

    /** The identity confidence: smaller is safer. */
    public static Plot identity(List<WalkResult> walks) {
        return curves(
                "Identity confidence", "Identity confidence", walks, WalkStep::identityConfidence);
    }

    private static Plot curves(
            String title,
            String yLabel,
            List<WalkResult> walks,
            ToDoubleFunction<WalkStep> measure) {
        Plot plot = new Plot(title, "Step", yLabel);
        plot.setFormatFlags(
                Plot.X_NUMBERS | Plot.Y_NUMBERS | Plot.X_TICKS | Plot.Y_TICKS | Plot.Y_GRID);
        plot.setLineWidth(LINE_WIDTH);
        double top = 0;
        int steps = 2;
        for (WalkResult walk : walks) {
            double[] x = walk.steps().stream().mapToDouble(s -> s.step() + 1).toArray();
            double[] y = walk.steps().stream().mapToDouble(measure).toArray();
            for (double value : y) if (value > top) top = value;
            steps = Math.max(steps, x.length);
            plot.setColor(color(walk.method()));
            plot.add("line", x, y);
        }
        plot.setLimits(1, steps, 0, top > 0 ? top * HEADROOM : 1);
        addLegend(plot, walks);
        return plot;
    }

    /** Adds the legend where the curves leave room, in place of an older one. */
    static void addLegend(Plot plot, List<WalkResult> walks) {
        plot.setColor(Color.BLACK);
        plot.setLineWidth(1);
        String names = String.join("\t", walks.stream().map(walk -> name(walk.method())).toList());
        plot.addLegend(names, "auto transparent");
    }

    static Color color(String method) {
        return method.equals("plan") ? PLAN : OTHER;
    }

    /** The method as a reader knows it. */
    static String name(String method) {
        return method.equals("plan") ? "PLAN" : method;
    }
}
