package io.github.planfiji.dataset.phantom;

import io.github.planfiji.dataset.phantom.Lesion.Kind;

/** Coverage of each sample of the frame by vessels and lesions, 0..1. */
final class Layers {

    final int side;
    final float[] veins;
    final float[] arteries;
    final float[][] lesions;

    private final double pitch;
    private final Visit visit;

    /**
     * @param side samples along a side of the frame
     */
    Layers(int side, Visit visit) {
        this.side = side;
        this.pitch = 2.0 / side;
        this.visit = visit;
        veins = new float[side * side];
        arteries = new float[side * side];
        lesions = new float[Kind.values().length][side * side];
    }

    /** Half-width of what one sample sees. */
    double focus() {
        return visit.blur() + 0.4 * pitch;
    }

    /** The frame coordinate of a sample's middle. */
    double coordinate(int index) {
        return (index + 0.5) * pitch - 1;
    }

    void add(Vessel vessel) {
        double zoom = visit.zoom();
        float[] layer = vessel.vein() ? veins : arteries;
        for (int i = 1; i < vessel.length(); i++) {
            double radius = zoom * (vessel.radius()[i - 1] + vessel.radius()[i]) / 2;
            segment(
                    layer,
                    frameX(vessel, i - 1),
                    frameY(vessel, i - 1),
                    frameX(vessel, i),
                    frameY(vessel, i),
                    radius);
        }
    }

    /** A capsule whose density is kept as it blurs: wider and paler. */
    private void segment(float[] layer, double ax, double ay, double bx, double by, double radius) {
        double focus = focus();
        double wide = StrictMath.sqrt(radius * radius + focus * focus);
        double peak = StrictMath.min(1, 1.12 * radius / wide);
        double reach = 1.75 * wide;
        double vx = bx - ax;
        double vy = by - ay;
        double length = vx * vx + vy * vy + 1e-12;
        int x0 = first(StrictMath.min(ax, bx) - reach);
        int x1 = last(StrictMath.max(ax, bx) + reach);
        int y0 = first(StrictMath.min(ay, by) - reach);
        int y1 = last(StrictMath.max(ay, by) + reach);
        for (int iy = y0; iy <= y1; iy++) {
            double py = coordinate(iy) - ay;
            for (int ix = x0; ix <= x1; ix++) {
                double px = coordinate(ix) - ax;
                double t = Kernel.clamp((px * vx + py * vy) / length);
                double dx = px - t * vx;
                double dy = py - t * vy;
                float cover = (float) (peak * Kernel.hump((dx * dx + dy * dy) / (reach * reach)));
                int at = iy * side + ix;
                if (cover > layer[at]) layer[at] = cover;
            }
        }
    }

    void add(Lesion lesion) {
        float[] layer = lesions[lesion.kind().ordinal()];
        double radius = lesion.radius() * visit.zoom();
        double edge = radius * lesion.kind().softness * 2 + 2 * focus();
        double cx = visit.frameX(lesion.x(), lesion.y());
        double cy = visit.frameY(lesion.x(), lesion.y());
        double reach = radius + edge / 2;
        for (int iy = first(cy - reach); iy <= last(cy + reach); iy++) {
            double dy = coordinate(iy) - cy;
            for (int ix = first(cx - reach); ix <= last(cx + reach); ix++) {
                double dx = coordinate(ix) - cx;
                double far = StrictMath.sqrt(dx * dx + dy * dy);
                float cover = (float) Kernel.inside(radius, far, edge);
                int at = iy * side + ix;
                if (cover > layer[at]) layer[at] = cover;
            }
        }
    }

    private double frameX(Vessel v, int i) {
        return visit.frameX(v.x()[i], v.y()[i]);
    }

    private double frameY(Vessel v, int i) {
        return visit.frameY(v.x()[i], v.y()[i]);
    }

    private int first(double coordinate) {
        return StrictMath.max(0, (int) StrictMath.floor((coordinate + 1) / pitch));
    }

    private int last(double coordinate) {
        return StrictMath.min(side - 1, (int) StrictMath.floor((coordinate + 1) / pitch));
    }
}
