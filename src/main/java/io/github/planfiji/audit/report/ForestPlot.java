package io.github.planfiji.audit.report;

import io.github.planfiji.measure.Estimate;
import java.util.List;

/**
 * Figures below each other, each a dot with its interval before the range of its control, as SVG.
 *
 * @param xLabel name of the horizontal axis
 * @param ideal value of an upright line
 * @param rows from top to bottom
 */
public record ForestPlot(String xLabel, double ideal, List<Row> rows) {

    private static final int WIDTH = 720;
    private static final int LEFT = 330;
    private static final int RIGHT = 20;
    private static final int TOP = 12;
    private static final int ROW = 40;
    private static final int BOTTOM = 52;

    /** Room on both sides of the ideal at least. */
    private static final double MARGIN = 0.1;

    /**
     * One figure.
     *
     * @param name of the figure
     * @param detail below the name
     * @param estimate with its interval
     * @param control the range of figures that mean nothing
     */
    public record Row(String name, String detail, Estimate estimate, Estimate control) {}

    public ForestPlot {
        rows = List.copyOf(rows);
    }

    /** The drawing; its width follows the page. */
    public String svg() {
        int bottom = TOP + ROW * rows.size();
        Axis x = new Axis(least(), greatest(), LEFT, WIDTH - RIGHT);
        Svg svg = new Svg(WIDTH, bottom + BOTTOM, xLabel);
        for (double tick : x.ticks()) {
            svg.line("grid", x.place(tick), TOP, x.place(tick), bottom);
            svg.text("tick middle", x.place(tick), bottom + 18, Axis.label(tick));
        }
        for (int r = 0; r < rows.size(); r++) {
            Estimate control = rows.get(r).control();
            double width = x.place(control.high()) - x.place(control.low());
            svg.rectangle("control", x.place(control.low()), TOP + ROW * r + 7, width, ROW - 14);
        }
        svg.line("marker", x.place(ideal), TOP, x.place(ideal), bottom);
        for (int r = 0; r < rows.size(); r++) draw(svg, rows.get(r), TOP + ROW * (r + 0.5), x);
        svg.text("name middle", (LEFT + WIDTH - RIGHT) / 2.0, bottom + BOTTOM - 10, xLabel);
        return svg.end();
    }

    private static void draw(Svg svg, Row row, double y, Axis x) {
        svg.text("tick end", LEFT - 14, y - 3, row.name());
        svg.text("detail end", LEFT - 14, y + 12, row.detail());
        svg.line("curve s0", x.place(row.estimate().low()), y, x.place(row.estimate().high()), y);
        svg.circle("dot s0", x.place(row.estimate().value()), y, 5);
    }

    private double least() {
        double least = ideal - MARGIN;
        for (Row row : rows)
            least = Math.min(least, Math.min(row.estimate().low(), row.control().low()));
        return Math.floor(least * 20) / 20;
    }

    private double greatest() {
        double greatest = ideal + MARGIN;
        for (Row row : rows)
            greatest = Math.max(greatest, Math.max(row.estimate().high(), row.control().high()));
        return Math.ceil(greatest * 20) / 20;
    }
}
