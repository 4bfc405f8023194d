package io.github.planfiji.dataset.phantom;

/** The retina without vessels and lesions: pigment, choroid, macula, nerve fibres, optic disc. */
final class Background {

    private static final double[] MACULA = {0.55, 0.85, 0.8};
    private static final double[] SHEEN = {0.55, 0.9, 0.8};
    private static final double[] PINK_RIM = {0.93, 0.62, 0.40};
    private static final double[] PALE_RIM = {0.98, 0.84, 0.60};
    private static final double[] CUP = {1.04, 0.97, 0.78};

    private final Patient patient;
    private final Noise noise;
    private final double focus;

    /**
     * @param focus half-width of what a sample sees, in retinal coordinates
     */
    Background(Patient patient, double focus) {
        this.patient = patient;
        this.noise = new Noise(patient.texture());
        this.focus = focus;
    }

    /** Writes the RGB colour of a retinal point, about 0..1. */
    void colour(double x, double y, double[] rgb) {
        double far = x * x + y * y;
        double dx = x - patient.discX();
        double dy = y - patient.discY();
        double disc = StrictMath.sqrt(dx * dx + dy * dy);
        double mottle = 0.14 * noise.cloud(1.7 * x, 1.7 * y) + 0.03 * noise.cloud(11 * x, 11 * y);
        double choroid = patient.tessellation() * 0.28 * Kernel.smooth(1.3 * far) * streaks(x, y);
        double macula = macula(x, y);
        double sheen = sheen(dx, dy, disc);
        for (int c = 0; c < 3; c++) {
            double v = patient.colour()[c];
            v *= 1 + (c == 0 ? 0.6 : 1) * (mottle + choroid);
            v *= 1 - macula * MACULA[c];
            rgb[c] = v * (1 + sheen * SHEEN[c]);
        }
        disc(dx, dy, rgb);
    }

    /** Vessels of the choroid: pale streaks that fan out to the four corners, -1..1. */
    private double streaks(double x, double y) {
        double wx = x + 0.1 * noise.at(4 * x + 90, 4 * y);
        double wy = StrictMath.abs(y) + 0.1 * noise.at(4 * x, 4 * y + 90);
        double below = y < 0 ? 0 : 400;
        double along = 0.8 * wx + 0.6 * wy;
        double across = 0.8 * wy - 0.6 * wx;
        return Kernel.smooth(6 * y * y) * noise.at(5 * along + 200 + below, 17 * across);
    }

    private double macula(double x, double y) {
        double mx = x - patient.maculaX();
        double my = y - patient.maculaY();
        double far = mx * mx + 1.2 * my * my;
        double wide = Kernel.hump(far / 0.16);
        double pit = Kernel.hump(far / 0.012);
        return patient.maculaDark() * (0.5 * wide + 0.22 * pit);
    }

    /** Nerve fibres above and below the disc, with streaks that leave it radially. */
    private double sheen(double dx, double dy, double disc) {
        double near = Kernel.hump(disc * disc / 0.9);
        if (near == 0) return 0;
        double ux = dx / (disc + 1e-9);
        double uy = dy / (disc + 1e-9);
        double streak = noise.at(11 * ux + 300 + 0.8 * disc, 11 * uy);
        return patient.sheen() * near * uy * uy * (0.22 + 0.12 * streak) + 0.08 * near;
    }

    private void disc(double dx, double dy, double[] rgb) {
        double radius = patient.discRadius();
        double wide = radius / StrictMath.sqrt(patient.discTall());
        double ex = dx * radius / wide;
        double ey = dy * wide / radius;
        double far = StrictMath.sqrt(ex * ex + ey * ey);
        if (far > 2 * radius) return;
        double edge = 0.022 + 2 * focus;
        double beside = StrictMath.sqrt((ex - 0.035) * (ex - 0.035) + ey * ey);
        double crescent = patient.crescent() * Kernel.inside(1.06 * radius, beside, edge);
        double disc = Kernel.inside(radius, far, edge);
        double cup =
                Kernel.inside(patient.cup() * radius, far, radius * 0.35 + 2 * focus)
                        * (0.55 + 0.45 * patient.discPale());
        double light = 1 - 0.07 * (ex / radius + 1) * (1 - cup);
        for (int c = 0; c < 3; c++) {
            double v = Kernel.mix(rgb[c], PALE_RIM[c] * 0.9, 0.55 * crescent);
            double rim = Kernel.mix(PINK_RIM[c], PALE_RIM[c], patient.discPale());
            rgb[c] = Kernel.mix(v, Kernel.mix(rim, CUP[c], cup) * light, 0.95 * disc);
        }
    }
}
