package io.github.planfiji.dataset.phantom;

/**
 * What makes a person's retina theirs, in retinal coordinates of the left eye.
 *
 * @param colour RGB of the background, 0..1
 * @param tessellation strength of the choroid's pattern, 0..1
 * @param maculaDark how dark the macula is, 0..1
 * @param maculaX centre of the fovea
 * @param maculaY centre of the fovea
 * @param discX centre of the optic disc
 * @param discY centre of the optic disc
 * @param discRadius half its mean width
 * @param discTall its height over its width
 * @param discPale 0 (pink) .. 1 (pale)
 * @param cup cup-to-disc ratio
 * @param crescent strength of the pale crescent beside the disc, 0..1
 * @param sheen strength of the nerve fibre layer's sheen, 0..1
 * @param vignette darkening towards the rim, 0..1
 * @param haze strength of the grey-green veil at the rim, 0..1
 * @param vesselRadius half the width of the widest vein
 * @param tortuosity how much vessels meander, in retinal coordinates
 * @param texture key of the background's noise
 */
record Patient(
        double[] colour,
        double tessellation,
        double maculaDark,
        double maculaX,
        double maculaY,
        double discX,
        double discY,
        double discRadius,
        double discTall,
        double discPale,
        double cup,
        double crescent,
        double sheen,
        double vignette,
        double haze,
        double vesselRadius,
        double tortuosity,
        long texture) {

    /** Blond, orange, red-brown, grey-brown, rosy and dark fundi. */
    private static final double[][] PALETTE = {
        {0.86, 0.58, 0.38},
        {0.84, 0.47, 0.20},
        {0.66, 0.30, 0.16},
        {0.56, 0.42, 0.26},
        {0.70, 0.40, 0.34},
        {0.46, 0.22, 0.12}
    };

    static Patient draw(Draw draw) {
        double discX = draw.between(-0.63, -0.52);
        double discY = draw.between(-0.06, 0.06);
        return new Patient(
                colour(draw),
                draw.between(0, 1) * draw.between(0, 1),
                draw.between(0.3, 0.75),
                discX + draw.between(0.62, 0.7),
                discY + draw.between(0.03, 0.1),
                discX,
                discY,
                draw.between(0.115, 0.155),
                draw.between(0.98, 1.18),
                draw.between(0, 1),
                draw.between(0.25, 0.65),
                draw.chance(0.4) ? draw.between(0.3, 1) : 0,
                draw.between(0, 1),
                draw.between(0.2, 0.8),
                draw.chance(0.4) ? draw.between(0.3, 1) : 0,
                draw.between(0.016, 0.023),
                draw.between(0.02, 0.075),
                draw.bits());
    }

    private static double[] colour(Draw draw) {
        double[] mixed = new double[3];
        double sum = 0;
        double bright = draw.between(0.82, 1.08);
        for (double[] tone : PALETTE) {
            double weight = StrictMath.pow(draw.between(0, 1), 4);
            sum += weight;
            for (int c = 0; c < 3; c++) mixed[c] += weight * tone[c];
        }
        for (int c = 0; c < 3; c++) mixed[c] *= bright / sum;
        return mixed;
    }
}
