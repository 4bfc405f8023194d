package io.github.planfiji.audit.report;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Curves over a common axis, as SVG.
 *
 * @param xLabel name of the horizontal axis
 * @param yLabel name of the vertical axis, which starts at 0
 * @param series the curves, at most four
 * @param markers upright lines at values of the horizontal axis
 */
public record LineChart(String xLabel, String yLabel, List<Series> series, List<Marker> markers) {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 330;
    private static final int LEFT = 70;
    private static final int RIGHT = 16;
    private static final int TOP = 40;
    private static final int BOTTOM = 52;
    private static final double HEADROOM = 1.08;

    /**
     * One curve.
     *
     * @param name in the legend
     * @param x ascending
     * @param y as long as x
     * @param low lower edge of a band about the curve, as long as x, or empty
     * @param high its upper edge, as long as x, or empty
     */
    public record Series(String name, double[] x, double[] y, double[] low, double[] high) {

        /** A curve without a band. */
        public static Series of(String name, double[] x, double[] y) {
            return new Series(name, x, y, new double[0], new double[0]);
        }
    }

    /** An upright line with a name. */
    public record Marker(String name, double x) {}

    public LineChart {
        series = List.copyOf(series);
        markers = List.copyOf(markers);
    }

    /** The drawing; its width follows the page. */
    public String svg() {
        double[] xs = all(Series::x);
        Axis x = new Axis(least(xs), greatest(xs), LEFT, WIDTH - RIGHT);
        Axis y =
                new Axis(
                        0,
                        Math.max(greatest(all(Series::y)), greatest(all(Series::high))) * HEADROOM,
                        HEIGHT - BOTTOM,
                        TOP);
        Svg svg = new Svg(WIDTH, HEIGHT, yLabel + " over " + xLabel);
        drawAxes(svg, x, y);
        for (Marker marker : markers) drawMarker(svg, marker, x);
        for (int s = 0; s < series.size(); s++) drawBand(svg, s, x, y);
        for (int s = 0; s < series.size(); s++) drawCurve(svg, s, x, y);
        return svg.end();
    }

    private void drawAxes(Svg svg, Axis x, Axis y) {
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT, y.place(tick), WIDTH - RIGHT, y.place(tick));
            svg.text("tick end", LEFT - 8, y.place(tick) + 4, Axis.label(tick));
        }
        svg.line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
        for (double tick : x.ticks()) {
            svg.line("axis", x.place(tick), HEIGHT - BOTTOM, x.place(tick), HEIGHT - BOTTOM + 5);
            svg.text("tick middle", x.place(tick), HEIGHT - BOTTOM + 20, Axis.label(tick));
        }
        svg.text("name middle", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, xLabel);
        svg.textUp("name middle", 16, (TOP + HEIGHT - BOTTOM) / 2.0, yLabel);
    }

    private static void drawMarker(Svg svg, Marker marker, Axis x) {
        double place = x.place(marker.x());
        svg.line("marker", place, TOP, place, HEIGHT - BOTTOM);
        boolean isRight = place > WIDTH / 2.0;
        svg.text(
                isRight ? "tick end" : "tick", place + (isRight ? -6 : 6), TOP + 12, marker.name());
    }

    private void drawBand(Svg svg, int s, Axis x, Axis y) {
        Series one = series.get(s);
        int n = one.low().length;
        if (n == 0) return;
        double[] outlineX = new double[2 * n];
        double[] outlineY = new double[2 * n];
        for (int i = 0; i < n; i++) {
            outlineX[i] = outlineX[2 * n - 1 - i] = x.place(one.x()[i]);
            outlineY[i] = y.place(one.high()[i]);
            outlineY[2 * n - 1 - i] = y.place(one.low()[i]);
        }
        svg.path("band s" + s, outlineX, outlineY, true);
    }

    private void drawCurve(Svg svg, int s, Axis x, Axis y) {
        Series one = series.get(s);
        double[] placesX = new double[one.x().length];
        double[] placesY = new double[placesX.length];
        for (int i = 0; i < placesX.length; i++) {
            placesX[i] = x.place(one.x()[i]);
            placesY[i] = y.place(one.y()[i]);
        }
        svg.path("curve s" + s, placesX, placesY, false);
        double left = LEFT + s * (WIDTH - LEFT - RIGHT) / (double) series.size();
        svg.line("curve s" + s, left, 16, left + 26, 16);
        svg.text("tick", left + 34, 20, one.name());
    }

    private double[] all(Function<Series, double[]> values) {
        return series.stream().map(values).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double least(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        for (double value : values) least = Math.min(least, value);
        return least;
    }

    private static double greatest(double[] values) {
        double greatest = 0;
        for (double value : values) greatest = Math.max(greatest, value);
        return greatest;
    }
}
