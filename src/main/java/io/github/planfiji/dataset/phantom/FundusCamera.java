package io.github.planfiji.dataset.phantom;

import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.phantom.Lesion.Kind;
import java.util.Arrays;
import java.util.List;

/** Renders a retina as the round colour photograph of one visit, on black. */
final class FundusCamera {

    private static final double APERTURE = 0.975;
    private static final double[] VEIN = {0.66, 0.38, 0.46};
    private static final double[] ARTERY = {0.88, 0.56, 0.52};
    private static final double[] BLOOD = {0.56, 0.24, 0.26};
    private static final double[] EXUDATE = {0.98, 0.88, 0.48};
    private static final double[] WOOL = {0.95, 0.90, 0.74};
    private static final double[] HAZE = {0.56, 0.60, 0.50};
    private static final double GRAIN = 0.012;

    private final Retina retina;
    private final Visit visit;
    private final Layers layers;
    private final Background background;
    private final Noise grain;

    private FundusCamera(Retina retina, List<Lesion> lesions, Visit visit, int samples) {
        this.retina = retina;
        this.visit = visit;
        layers = new Layers(samples, visit);
        retina.vessels().forEach(layers::add);
        lesions.forEach(layers::add);
        background = new Background(retina.patient(), layers.focus());
        grain = new Noise(visit.grain());
    }

    /**
     * Takes the photograph.
     *
     * @param size side in pixels
     * @param mirrored whether to swap left and right
     * @return [3,size,size], values of whole 8-bit levels, so that a PNG file keeps them exactly
     */
    static Picture take(
            Retina retina, List<Lesion> lesions, Visit visit, int size, boolean mirrored) {
        int fine = size <= 256 ? 2 : 1;
        FundusCamera camera = new FundusCamera(retina, lesions, visit, fine * size);
        float[] chw = new float[3 * size * size];
        double[] pixel = new double[3];
        double[] sample = new double[3];
        for (int y = 0; y < size; y++)
            for (int x = 0; x < size; x++) {
                Arrays.fill(pixel, 0);
                for (int i = 0; i < fine * fine; i++) {
                    camera.expose(fine * x + i % fine, fine * y + i / fine, sample);
                    for (int c = 0; c < 3; c++) pixel[c] += sample[c] / (fine * fine);
                }
                int column = mirrored ? size - 1 - x : x;
                for (int c = 0; c < 3; c++) chw[(c * size + y) * size + column] = level(pixel[c]);
            }
        return new Picture(3, size, size, chw);
    }

    private static float level(double value) {
        return StrictMath.round(255 * value) / 127.5f - 1;
    }

    /** Writes the RGB value of one sample, 0..1. */
    private void expose(int ix, int iy, double[] rgb) {
        double u = layers.coordinate(ix);
        double v = layers.coordinate(iy);
        double rim = StrictMath.sqrt(u * u + v * v);
        double open = Kernel.inside(APERTURE, rim, 0.012 + 2.0 / layers.side);
        if (open == 0) {
            Arrays.fill(rgb, 0);
            return;
        }
        background.colour(visit.retinaX(u, v), visit.retinaY(u, v), rgb);
        int at = iy * layers.side + ix;
        tint(rgb, WOOL, 0.75 * lesion(Kind.COTTON_WOOL, at));
        stain(rgb, ARTERY, layers.arteries[at]);
        stain(rgb, VEIN, layers.veins[at]);
        stain(rgb, BLOOD, 0.92 * lesion(Kind.HAEMORRHAGE, at));
        tint(rgb, EXUDATE, 0.9 * lesion(Kind.HARD_EXUDATE, at));
        tint(rgb, HAZE, retina.patient().haze() * 0.55 * Kernel.smooth(3.2 * rim - 2.2));
        double light = light(u, v) * (1 + GRAIN * grain.at(70 * u, 70 * v));
        for (int c = 0; c < 3; c++) rgb[c] = open * Kernel.clamp(rgb[c] * light * visit.gain()[c]);
    }

    private double lesion(Kind kind, int at) {
        return layers.lesions[kind.ordinal()][at];
    }

    private double light(double u, double v) {
        double x = u - visit.lightX();
        double y = v - visit.lightY();
        double far = x * x + y * y;
        return 1.06 - retina.patient().vignette() * (0.22 * far + 0.2 * far * far);
    }

    /** Lays an opaque colour over. */
    private static void tint(double[] rgb, double[] colour, double cover) {
        if (cover == 0) return;
        for (int c = 0; c < 3; c++) rgb[c] = Kernel.mix(rgb[c], colour[c], cover);
    }

    /** Absorbs light: what passes at full cover is {@code passed} of it. */
    private static void stain(double[] rgb, double[] passed, double cover) {
        if (cover == 0) return;
        for (int c = 0; c < 3; c++) rgb[c] *= 1 - cover * (1 - passed[c]);
    }
}
