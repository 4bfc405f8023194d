package io.github.planfiji.latent;

/**
 * Solves (A + mu I) x = r, where A is the Hessian of {@link ElasticBand#energy} with respect to the
 * interior points of a path: tridiagonal, the same for every component. By Gaussian elimination
 * without pivoting (Thomas), stable because the matrix is positive definite.
 */
public final class BandSolver {

    private static final double DIAGONAL = 4;
    private static final double OFF_DIAGONAL = -2;

    private BandSolver() {}

    /**
     * @param right r, [points x dimension], point by point
     * @param mu at least 0
     * @return x, of the same shape
     */
    public static double[] solve(double[] right, int dimension, double mu) {
        int points = right.length / dimension;
        double[] x = right.clone();
        double[] factor = new double[points];
        for (int t = 0; t < points; t++) {
            double pivot = DIAGONAL + mu - (t > 0 ? OFF_DIAGONAL * factor[t - 1] : 0);
            factor[t] = OFF_DIAGONAL / pivot;
            for (int d = 0; d < dimension; d++) {
                int i = t * dimension + d;
                double above = t > 0 ? OFF_DIAGONAL * x[i - dimension] : 0;
                x[i] = (x[i] - above) / pivot;
            }
        }
        for (int i = x.length - dimension - 1; i >= 0; i--)
            x[i] -= factor[i / dimension] * x[i + dimension];
        return x;
    }

    /** A times x, for x of the same shape. */
    public static double[] multiply(double[] x, int dimension) {
        double[] product = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double neighbours =
                    (i >= dimension ? x[i - dimension] : 0)
                            + (i + dimension < x.length ? x[i + dimension] : 0);
            product[i] = DIAGONAL * x[i] + OFF_DIAGONAL * neighbours;
        }
        return product;
    }
}
