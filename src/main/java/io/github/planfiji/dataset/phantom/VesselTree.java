package io.github.planfiji.dataset.phantom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Grows the retinal vessels of a left eye: four arcades, each with an artery and a vein, that leave
 * the optic disc and bend round the macula, with branches to both sides.
 */
final class VesselTree {

    private static final double STEP = 0.02;
    private static final double OUTWARDS = 0.035;
    private static final double THINNEST = 0.0035;
    private static final double FOVEAL_ZONE = 0.17;
    private static final double BEYOND_VIEW = 1.12;
    private static final int TRUNK_POINTS = 90;

    private final Patient patient;
    private final List<Vessel> vessels = new ArrayList<>();

    private VesselTree(Patient patient) {
        this.patient = patient;
    }

    /** The tree of a patient; equal draws give equal trees. */
    static List<Vessel> grow(Patient patient, Draw draw) {
        VesselTree tree = new VesselTree(patient);
        for (int side : new int[] {-1, 1}) {
            double height = draw.between(0.46, 0.68);
            double reach = draw.between(1.4, 1.75);
            double nasal = draw.between(0.4, 0.85);
            double apart = draw.between(0.05, 0.11) * draw.sign();
            for (boolean vein : new boolean[] {true, false}) {
                double shift = vein ? apart : -apart;
                tree.trunk(side, height + shift, reach, vein, 1, draw.split());
                tree.trunk(side, nasal - 1.5 * shift, -0.6, vein, 0.72, draw.split());
            }
            tree.trunk(side, draw.between(0.1, 0.2), 0.62, side > 0, 0.42, draw.split());
        }
        return List.copyOf(tree.vessels);
    }

    /** A curve from the disc that rises to {@code height} while it runs {@code reach} sideways. */
    private void trunk(
            int side, double height, double reach, boolean vein, double scale, Draw draw) {
        double[] x = new double[TRUNK_POINTS];
        double[] y = new double[TRUNK_POINTS];
        double[] radius = new double[TRUNK_POINTS];
        double thick = patient.vesselRadius() * scale * (vein ? 1 : 0.78);
        double wobble = patient.tortuosity() * draw.between(0.7, 1.3);
        Noise bends = new Noise(draw.bits());
        double close = draw.between(0.5, 0.66) * StrictMath.PI;
        double fromX = patient.discX() + 0.025 * draw.bell();
        double fromY = patient.discY() + side * 0.006;
        boolean temporal = reach > 0;
        for (int i = 0; i < TRUNK_POINTS; i++) {
            double u = i / (TRUNK_POINTS - 1.0);
            double fade = Kernel.smooth(u * 5) * wobble;
            double run = temporal ? 0.1 * u + 0.9 * u * u : u;
            double rise = temporal ? StrictMath.sin(close * u) : 0.6 * u + 0.4 * StrictMath.sqrt(u);
            x[i] = fromX + reach * run + fade * bends.cloud(u * 6, 3.5);
            y[i] = fromY + side * height * rise + fade * bends.cloud(u * 6, 40.5);
            radius[i] = thick * (1 - 0.62 * u);
        }
        vessels.add(new Vessel(x, y, radius, vein, true));
        double next = draw.between(0.14, 0.24);
        int turn = draw.sign();
        for (int i = 1; i < TRUNK_POINTS - 4; i++) {
            if (i < next * TRUNK_POINTS) continue;
            double heading = StrictMath.atan2(y[i + 1] - y[i], x[i + 1] - x[i]);
            double angle = turn * draw.between(0.45, 0.95);
            double width = radius[i] * draw.between(0.5, 0.78);
            branch(x[i], y[i], heading + angle, width, vein, 0, draw.split());
            next += draw.between(0.08, 0.17);
            if (draw.chance(0.8)) turn = -turn;
        }
    }

    /** A meandering path that thins out, forking at times. */
    private void branch(
            double fromX,
            double fromY,
            double heading,
            double width,
            boolean vein,
            int depth,
            Draw draw) {
        if (width <= THINNEST) return;
        int most = (int) (draw.between(0.28, 0.75) / (1 + 0.6 * depth) / STEP);
        double[] x = new double[most + 1];
        double[] y = new double[most + 1];
        double[] radius = new double[most + 1];
        x[0] = fromX;
        y[0] = fromY;
        radius[0] = width;
        double course = heading;
        double sway = 0;
        int n = 1;
        int turn = draw.sign();
        for (; n <= most; n++) {
            sway = 0.9 * sway + patient.tortuosity() * 2.2 * draw.bell();
            course += OUTWARDS * sineToOutwards(x[n - 1], y[n - 1], course);
            double towards = course + sway;
            x[n] = x[n - 1] + STEP * StrictMath.cos(towards);
            y[n] = y[n - 1] + STEP * StrictMath.sin(towards);
            radius[n] = StrictMath.max(THINNEST, width * (1 - 0.7 * n / most));
            if (endsAt(x[n], y[n])) break;
            if (depth < 2 && n > 4 && draw.chance(0.075)) {
                turn = -turn;
                double angle = towards + turn * draw.between(0.4, 0.9);
                double thin = radius[n] * draw.between(0.6, 0.85);
                branch(x[n], y[n], angle, thin, vein, depth + 1, draw.split());
            }
        }
        if (n < 3) return;
        vessels.add(new Vessel(cut(x, n), cut(y, n), cut(radius, n), vein, false));
    }

    /** Sine of the angle from a course to the direction away from the optic disc. */
    private double sineToOutwards(double x, double y, double course) {
        double dx = x - patient.discX();
        double dy = y - patient.discY();
        double far = StrictMath.sqrt(dx * dx + dy * dy) + 1e-9;
        return (StrictMath.cos(course) * dy - StrictMath.sin(course) * dx) / far;
    }

    private boolean endsAt(double x, double y) {
        double mx = x - patient.maculaX();
        double my = y - patient.maculaY();
        return mx * mx + my * my < FOVEAL_ZONE * FOVEAL_ZONE
                || x * x + y * y > BEYOND_VIEW * BEYOND_VIEW;
    }

    private static double[] cut(double[] values, int length) {
        return Arrays.copyOf(values, length);
    }
}
