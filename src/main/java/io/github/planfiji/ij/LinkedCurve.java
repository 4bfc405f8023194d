package io.github.planfiji.ij;

import ij.ImageListener;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.Plot;
import ij.macro.Interpreter;
import java.awt.Color;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;

/**
 * Walks in windows, in step with each other and with a curve: a line on the curve marks the frame
 * that is looked at, and a click on the curve goes to the frame there. It ends when the curve's
 * window or that of every walk is closed.
 */
public final class LinkedCurve implements ImageListener {

    private static final Color MARKER = new Color(90, 90, 90);

    private final List<ImagePlus> walks;
    private final Plot plot;
    private final ImagePlus curve;
    private final int frames;
    private int frame;

    private LinkedCurve(List<ImagePlus> walks, Plot plot) {
        this.walks = walks;
        this.plot = plot;
        this.curve = plot.show().getImagePlus();
        this.frames = walks.get(0).getNFrames();
    }

    /**
     * Shows a curve whose x axis counts frames from 1, and links it. Nothing happens where there
     * are no windows: headless and in batch mode.
     *
     * @param walks of one number of frames; they may be shown later
     */
    public static void show(List<ImagePlus> walks, Plot plot) {
        if (GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode()) return;
        new LinkedCurve(walks, plot).link();
    }

    private void link() {
        ImagePlus.addImageListener(this);
        ImageCanvas canvas = curve.getCanvas();
        canvas.addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mouseClicked(MouseEvent event) {
                        goTo((int) Math.round(plot.descaleX(canvas.offScreenX(event.getX()))));
                    }
                });
        goTo(1);
    }

    /**
     * @param target 1-based; outside of the walk, its nearest end
     */
    private void goTo(int target) {
        int wanted = Math.max(1, Math.min(frames, target));
        if (wanted == frame) return;
        // first, as each walk tells this listener of its new frame
        frame = wanted;
        for (ImagePlus walk : walks) if (walk.getT() != wanted) walk.setT(wanted);
        mark();
    }

    private void mark() {
        int x = (int) Math.round(plot.scaleXtoPxl(frame));
        Rectangle inside = plot.getDrawingFrame();
        Line line = new Line(x, inside.y, x, inside.y + inside.height);
        line.setStrokeColor(MARKER);
        line.setStrokeWidth(2);
        curve.setOverlay(new Overlay(line));
    }

    @Override
    public void imageUpdated(ImagePlus image) {
        if (walks.contains(image)) goTo(image.getT());
    }

    @Override
    public void imageClosed(ImagePlus image) {
        boolean lastWalk =
                walks.contains(image)
                        && walks.stream().noneMatch(walk -> walk != image && walk.isVisible());
        if (image == curve || lastWalk) ImagePlus.removeImageListener(this);
    }

    @Override
    public void imageOpened(ImagePlus image) {}
}
