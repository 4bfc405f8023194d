package io.github.planfiji.dataset.phantom;

/**
 * How one photograph was taken: pose of the eye before the camera, light, focus.
 *
 * @param cos of the eye's rotation, times the zoom
 * @param sin of the eye's rotation, times the zoom
 * @param shiftX to the right, in half frames
 * @param shiftY downwards, in half frames
 * @param gain exposure and colour cast, one factor a channel
 * @param lightX the brightest place of the frame
 * @param lightY the brightest place of the frame
 * @param blur half-width of the focus, in half frames
 * @param grain key of the sensor's noise
 */
record Visit(
        double cos,
        double sin,
        double shiftX,
        double shiftY,
        double[] gain,
        double lightX,
        double lightY,
        double blur,
        long grain) {

    static Visit draw(Draw draw) {
        double angle = 0.035 * draw.bell();
        double zoom = 1 + 0.012 * draw.bell();
        double exposure = 1 + 0.05 * draw.bell();
        double warmth = 0.02 * draw.bell();
        return new Visit(
                zoom * StrictMath.cos(angle),
                zoom * StrictMath.sin(angle),
                0.014 * draw.bell(),
                0.014 * draw.bell(),
                new double[] {exposure * (1 + warmth), exposure, exposure * (1 - warmth)},
                0.15 * draw.bell(),
                0.15 * draw.bell(),
                draw.between(0.001, 0.008),
                draw.bits());
    }

    double zoom() {
        return StrictMath.sqrt(cos * cos + sin * sin);
    }

    /** Where a retinal point falls in the frame. */
    double frameX(double x, double y) {
        return cos * x - sin * y + shiftX;
    }

    double frameY(double x, double y) {
        return sin * x + cos * y + shiftY;
    }

    /** The retinal point at a place of the frame. */
    double retinaX(double u, double v) {
        return (cos * (u - shiftX) + sin * (v - shiftY)) / (cos * cos + sin * sin);
    }

    double retinaY(double u, double v) {
        return (cos * (v - shiftY) - sin * (u - shiftX)) / (cos * cos + sin * sin);
    }
}
