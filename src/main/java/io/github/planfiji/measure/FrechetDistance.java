package io.github.planfiji.measure;

import io.github.planfiji.run.UserException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.math3.util.MathArrays;

/**
 * Fréchet distance of the normal distributions fitted to two sets (FID where the features are
 * Inception's): |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)) (Heusel et al., NeurIPS 2017, equation
 * 6), with covariances over N - 1.
 *
 * <p>The estimate is biased upwards, and the more so the fewer images there are: compare only
 * values of the same N, and below some thousands of images trust {@link KernelDistance} instead.
 */
public final class FrechetDistance {

    private FrechetDistance() {}

    /**
     * The distance, 0 for equal moments. Takes time of the order N F^2 + F^3, with F at most N.
     *
     * @param a [N,F], N at least 2
     * @param b [M,F], M at least 2
     * @throws UserException if a set is too small or has a feature that is not finite
     */
    public static double of(float[][] a, float[][] b) {
        FeatureSet.checkBoth("first", a, "second", b, 2);
        double[] meanA = mean(a);
        double[] meanB = mean(b);
        RealMatrix factorA = covarianceFactor(a, meanA);
        RealMatrix factorB = covarianceFactor(b, meanB);
        double means = MathArrays.distance(meanA, meanB);
        double value =
                means * means
                        + squaredNorm(factorA)
                        + squaredNorm(factorB)
                        - 2 * traceOfRoot(factorA, factorB);
        return Math.max(0, value);
    }

    private static double[] mean(float[][] set) {
        double[] mean = new double[set[0].length];
        for (float[] row : set) for (int f = 0; f < mean.length; f++) mean[f] += row[f];
        for (int f = 0; f < mean.length; f++) mean[f] /= set.length;
        return mean;
    }

    /**
     * A matrix L [min(N,F), F] with L^T L = C: the centred rows, or their R factor where shorter.
     */
    private static RealMatrix covarianceFactor(float[][] set, double[] mean) {
        int n = set.length;
        int features = mean.length;
        double scale = 1 / Math.sqrt(n - 1.0);
        double[][] centred = new double[n][features];
        for (int i = 0; i < n; i++)
            for (int f = 0; f < features; f++) centred[i][f] = (set[i][f] - mean[f]) * scale;
        RealMatrix rows = new Array2DRowRealMatrix(centred, false);
        if (n <= features) return rows;
        return new QRDecomposition(rows).getR().getSubMatrix(0, features - 1, 0, features - 1);
    }

    /**
     * tr (C1 C2)^(1/2). C1 C2 has the eigenvalues of (L1 L2^T)(L1 L2^T)^T, so their roots are the
     * singular values of L1 L2^T: no root of a covariance that N &lt; F makes singular.
     */
    private static double traceOfRoot(RealMatrix factorA, RealMatrix factorB) {
        double[] roots =
                new SingularValueDecomposition(factorA.multiply(factorB.transpose()))
                        .getSingularValues();
        double sum = 0;
        for (double root : roots) sum += root;
        return sum;
    }

    /** tr L^T L. */
    private static double squaredNorm(RealMatrix factor) {
        double norm = factor.getFrobeniusNorm();
        return norm * norm;
    }
}
