package io.github.planfiji.measure;

import io.github.planfiji.run.UserException;

/**
 * How near each synthetic image comes to a real one. All distances are squared Euclidean ones of
 * the features, which is LPIPS for perceptual features (Zhang et al. 2018).
 *
 * @param distances to the nearest real image (DCR, distance to closest record), [M]
 * @param indices 0-based, of that real image, [M]
 * @param ratios of the nearest over the second nearest distance (NNDR), 0..1, [M]; near 0: one real
 *     image stands out, as that of a copy does. 1 where both are 0.
 */
public record NearestReal(double[] distances, int[] indices, double[] ratios) {

    /**
     * @param real [N,F], N at least 2
     * @param synthetic [M,F]
     * @throws UserException if a set is too small or has a feature that is not finite
     */
    public static NearestReal of(float[][] real, float[][] synthetic) {
        NearestNeighbours nearest = NearestNeighbours.between(synthetic, real, 2);
        int[] indices = new int[synthetic.length];
        double[] ratios = new double[synthetic.length];
        for (int s = 0; s < ratios.length; s++) {
            indices[s] = nearest.index(s);
            double second = nearest.squaredDistance(s, 1);
            ratios[s] = second == 0 ? 1 : nearest.squaredDistance(s) / second;
        }
        return new NearestReal(nearest.squaredDistances(0), indices, ratios);
    }
}
