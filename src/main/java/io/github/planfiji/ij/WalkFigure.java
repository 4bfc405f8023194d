package io.github.planfiji.ij;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.walk.WalkResult;
import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.util.List;

/**
 * A figure of walks: a strip of images for each, above the curves of nearest-real distance and
 * identity confidence; each image stands over its step on the curves' axis.
 */
public final class WalkFigure {

    private static final int WIDTH = 1200;
    private static final int LEFT = 110;
    private static final int RIGHT = 24;
    private static final int GAP = 6;
    private static final int HEADER = 44;
    private static final int PANEL_HEIGHT = 210;

    /** Room that ImageJ leaves below an axis for its numbers and its name. */
    private static final int UNLABELLED = 50;

    private static final int TEXT_SIZE = 18;

    private final List<WalkResult> walks;
    private final int columns;
    private final int thumb;
    private final int thumbHeight;
    private final ColorProcessor page;

    private WalkFigure(List<WalkResult> walks, int columns) {
        this.walks = walks;
        this.columns = columns;
        this.thumb = (WIDTH - LEFT - RIGHT) / columns - GAP;
        Picture first = walks.get(0).steps().get(0).image();
        this.thumbHeight = Math.max(1, thumb * first.height() / first.width());
        // more than enough: cut to what was drawn at the end
        this.page =
                new ColorProcessor(
                        WIDTH, 2 * HEADER + stripHeight() + 2 * (PANEL_HEIGHT + 2 * UNLABELLED));
    }

    /**
     * Draws walks of one number of steps and one image size.
     *
     * @param walks at least one, from top to bottom
     * @param columns images shown of each walk, evenly spaced with both ends; 2 or more, and no
     *     more than the walks have steps
     * @return an RGB image 1200 pixels wide, not shown yet
     * @throws IllegalArgumentException if {@code columns} is out of range
     */
    public static ImagePlus of(List<WalkResult> walks, int columns) {
        int steps = walks.get(0).steps().size();
        if (columns < 2 || columns > steps)
            throw new IllegalArgumentException(columns + " columns of " + steps + " steps");
        return new WalkFigure(walks, columns).draw();
    }

    private int steps() {
        return walks.get(0).steps().size();
    }

    private int stripHeight() {
        return walks.size() * (thumbHeight + GAP);
    }

    /** The step (0-based) shown in a column. */
    private int stepAt(int column) {
        return (int) Math.round(column * (steps() - 1) / (double) (columns - 1));
    }

    private ImagePlus draw() {
        page.setColor(Color.WHITE);
        page.fill();
        page.setAntialiasedText(true);
        page.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, TEXT_SIZE));
        drawStrips();
        Plot distance = WalkPlot.distance(walks);
        distance.setXYLabels("", "Distance to nearest real");
        distance.setFormatFlags(distance.getFlags() & ~Plot.X_NUMBERS);
        int below = drawPanel(distance, HEADER + stripHeight() + GAP);
        int end = drawPanel(WalkPlot.identity(walks), below - UNLABELLED);
        page.setRoi(0, 0, WIDTH, end);
        return new ImagePlus("Walk figure", page.crop());
    }

    private void drawStrips() {
        page.setJustification(ImageProcessor.CENTER_JUSTIFY);
        page.setColor(Color.DARK_GRAY);
        for (int column = 0; column < columns; column++)
            page.drawString(
                    (column == 0 ? "step " : "") + (stepAt(column) + 1),
                    leftOf(column) + thumb / 2,
                    HEADER - GAP);
        for (int row = 0; row < walks.size(); row++) {
            WalkResult walk = walks.get(row);
            int y = HEADER + row * (thumbHeight + GAP);
            page.setJustification(ImageProcessor.RIGHT_JUSTIFY);
            page.setColor(WalkPlot.color(walk.method()));
            page.drawString(
                    WalkPlot.name(walk.method()),
                    LEFT - 2 * GAP,
                    y + (thumbHeight + TEXT_SIZE) / 2);
            for (int column = 0; column < columns; column++)
                page.insert(thumbnail(walk, stepAt(column)), leftOf(column), y);
        }
    }

    private int leftOf(int column) {
        return LEFT + column * (thumb + GAP) + GAP / 2;
    }

    private ImageProcessor thumbnail(WalkResult walk, int step) {
        ImageProcessor image = Planes.display(walk.steps().get(step).image());
        image.setInterpolationMethod(ImageProcessor.BICUBIC);
        return image.resize(thumb, thumbHeight, true).convertToRGB();
    }

    /** Draws a panel whose steps lie under their images; returns the first row below it. */
    private int drawPanel(Plot plot, int y) {
        double[] limits = plot.getLimits();
        double halfColumn = 0.5 * (steps() - 1) / (columns - 1);
        plot.setLimits(1 - halfColumn, steps() + halfColumn, limits[2], limits[3]);
        plot.setFrameSize(columns * (thumb + GAP), PANEL_HEIGHT);
        plot.setFont(Font.PLAIN, TEXT_SIZE);
        WalkPlot.addLegend(plot, walks);
        plot.setAntialiasedText(true);
        ImageProcessor image = plot.getProcessor().convertToRGB();
        Rectangle frame = plot.getDrawingFrame();
        page.insert(image, LEFT - frame.x, y);
        return y + image.getHeight();
    }
}
