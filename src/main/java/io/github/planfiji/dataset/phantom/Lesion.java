package io.github.planfiji.dataset.phantom;

/**
 * A round spot of disease, in retinal coordinates; irregular lesions are made of several.
 *
 * @param kind what it is
 * @param x centre
 * @param y centre
 * @param radius half its width
 */
record Lesion(Kind kind, double x, double y, double radius) {

    /** Kinds of lesion, in the order in which they lie above each other. */
    enum Kind {
        /** Pale, with soft edges. */
        COTTON_WOOL(0.9),
        /** Dots and blots, dark red. */
        HAEMORRHAGE(0.5),
        /** Bright yellow, with sharp edges. */
        HARD_EXUDATE(0.35);

        /** Width of the edge over the radius. */
        final double softness;

        Kind(double softness) {
            this.softness = softness;
        }
    }
}
