package io.github.planfiji.dataset.phantom;

/**
 * A vessel's centre line in retinal coordinates.
 *
 * @param x one a point
 * @param y one a point
 * @param radius half the width at each point
 * @param vein whether dark and wide, or else an artery
 * @param trunk whether it leaves the optic disc
 */
record Vessel(double[] x, double[] y, double[] radius, boolean vein, boolean trunk) {

    int length() {
        return x.length;
    }
}
