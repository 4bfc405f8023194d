package io.github.planfiji.walk;

import io.github.planfiji.latent.ElasticBand;
import io.github.planfiji.latent.LatentPath;
import java.util.Arrays;

/**
 * L_PLAN of a whole path as a function of its interior points, flat in one array: elastic band plus
 * the images of the interior (Pennisi et al. 2023).
 */
final class PlanLoss {

    private final LatentPath start;
    private final ElasticBand band;

    /**
     * @param start a path with the two fixed ends
     */
    PlanLoss(LatentPath start, double distanceOffset) {
        this.start = start;
        this.band = new ElasticBand(distanceOffset);
    }

    /** Number of interior points, T-2. */
    int interior() {
        return start.steps() - 2;
    }

    /** The interior of the start, [(T-2) D]. */
    float[] startInterior() {
        int dimension = start.dimension();
        float[] flat = new float[interior() * dimension];
        for (int t = 0; t < interior(); t++)
            System.arraycopy(start.points()[t + 1], 0, flat, t * dimension, dimension);
        return flat;
    }

    /** The path with another interior. */
    LatentPath path(float[] interior) {
        int dimension = start.dimension();
        float[][] points = start.points().clone();
        for (int t = 0; t < interior(); t++) {
            points[t + 1] = new float[dimension];
            System.arraycopy(interior, t * dimension, points[t + 1], 0, dimension);
        }
        return new LatentPath(points);
    }

    /** The interior points of a path, [T-2][D]. */
    static float[][] images(LatentPath path) {
        return Arrays.copyOfRange(path.points(), 1, path.steps() - 1);
    }

    /** L_PLAN of a path. */
    double loss(LatentPath path, ImageTerms.Value images) {
        return band.energy(path) + images.sum();
    }

    /** Its gradient with respect to the interior, [(T-2) D]. */
    double[] gradient(LatentPath path, ImageTerms.Value images) {
        int dimension = start.dimension();
        double[][] elastic = band.gradient(path);
        double[] flat = new double[interior() * dimension];
        for (int t = 0; t < interior(); t++)
            for (int d = 0; d < dimension; d++)
                flat[t * dimension + d] = elastic[t + 1][d] + images.gradient()[t][d];
        return flat;
    }
}
