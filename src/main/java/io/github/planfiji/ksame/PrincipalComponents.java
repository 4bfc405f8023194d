package io.github.planfiji.ksame;

import io.github.planfiji.run.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The mean and the leading principal components of some rows, by randomised subspace iteration
 * (Halko, Martinsson and Tropp, SIAM Review 53(2), 2011, Algorithm 4.4): memory is linear in the
 * rows, however many there are. Exact where the rows' rank is within the subspace.
 */
final class PrincipalComponents {

    private static final int OVERSAMPLING = 10;
    private static final int ITERATIONS = 6;

    private final float[] mean;

    /** [C][D], orthonormal rows, greatest variance first. */
    private final double[][] components;

    private PrincipalComponents(float[] mean, double[][] components) {
        this.mean = mean;
        this.components = components;
    }

    /**
     * @param rows [n][D], n at least 2
     * @param count wanted components; fewer come out where the rows' rank is lower
     */
    static PrincipalComponents of(
            float[][] rows, int count, SplittableRandom random, Progress progress) {
        float[] mean = Vectors.mean(rows, IntStream.range(0, rows.length).toArray());
        int limit = Math.min(rows.length - 1, mean.length);
        double[][] basis = new double[Math.min(count + OVERSAMPLING, limit)][mean.length];
        for (double[] b : basis)
            for (int d = 0; d < b.length; d++) b[d] = random.nextDouble() - 0.5;
        for (int i = 0; i < ITERATIONS; i++) {
            progress.step("Finding principal components", i, ITERATIONS);
            basis = orthonormal(covarianceTimes(rows, mean, basis));
        }
        return new PrincipalComponents(mean, leading(rows, mean, basis, Math.min(count, limit)));
    }

    /** The nearest vector to {@code code} that the mean and the components can write, [D]. */
    float[] project(float[] code) {
        double[] sum = new double[mean.length];
        Vectors.add(sum, mean, 1);
        for (double[] component : components) {
            double coefficient = coefficient(code, mean, component);
            for (int d = 0; d < sum.length; d++) sum[d] += coefficient * component[d];
        }
        return Vectors.scaled(sum, 1);
    }

    /** Basis times the centred rows' transpose times the centred rows, [l][D]. */
    private static double[][] covarianceTimes(float[][] rows, float[] mean, double[][] basis) {
        double[][] coefficients = coefficients(rows, mean, basis);
        double[][] product = new double[basis.length][mean.length];
        IntStream.range(0, basis.length)
                .parallel()
                .forEach(
                        l -> {
                            double[] sum = product[l];
                            for (int i = 0; i < rows.length; i++) {
                                double c = coefficients[i][l];
                                for (int d = 0; d < sum.length; d++)
                                    sum[d] += c * (rows[i][d] - mean[d]);
                            }
                        });
        return product;
    }

    /** [n][l]. */
    private static double[][] coefficients(float[][] rows, float[] mean, double[][] basis) {
        double[][] all = new double[rows.length][basis.length];
        IntStream.range(0, rows.length)
                .parallel()
                .forEach(
                        i -> {
                            for (int l = 0; l < basis.length; l++)
                                all[i][l] = coefficient(rows[i], mean, basis[l]);
                        });
        return all;
    }

    private static double coefficient(float[] row, float[] mean, double[] component) {
        double sum = 0;
        for (int d = 0; d < component.length; d++) sum += component[d] * (row[d] - mean[d]);
        return sum;
    }

    /** Gram-Schmidt, twice for stability; vectors that depend on earlier ones are dropped. */
    private static double[][] orthonormal(double[][] vectors) {
        List<double[]> basis = new ArrayList<>();
        double greatest = 0;
        for (double[] v : vectors) greatest = Math.max(greatest, norm(v));
        for (double[] v : vectors) {
            double before = norm(v);
            for (int pass = 0; pass < 2; pass++) for (double[] b : basis) subtractProjection(v, b);
            double after = norm(v);
            if (after <= 1e-9 * before || after <= 1e-14 * greatest) continue;
            for (int d = 0; d < v.length; d++) v[d] /= after;
            basis.add(v);
        }
        return basis.toArray(double[][]::new);
    }

    private static void subtractProjection(double[] v, double[] unit) {
        double dot = 0;
        for (int d = 0; d < v.length; d++) dot += v[d] * unit[d];
        for (int d = 0; d < v.length; d++) v[d] -= dot * unit[d];
    }

    private static double norm(double[] v) {
        double sum = 0;
        for (double value : v) sum += value * value;
        return Math.sqrt(sum);
    }

    /** Turns the basis to the principal axes within its span and keeps the leading ones. */
    private static double[][] leading(float[][] rows, float[] mean, double[][] basis, int count) {
        if (basis.length == 0) return basis;
        RealMatrix coefficients = new Array2DRowRealMatrix(coefficients(rows, mean, basis), false);
        // eigenvalues of a symmetric matrix come in descending order
        EigenDecomposition axes =
                new EigenDecomposition(coefficients.transpose().multiply(coefficients));
        double[][] components = new double[Math.min(count, basis.length)][mean.length];
        for (int c = 0; c < components.length; c++)
            for (int l = 0; l < basis.length; l++) {
                double weight = axes.getEigenvector(c).getEntry(l);
                for (int d = 0; d < mean.length; d++) components[c][d] += weight * basis[l][d];
            }
        return components;
    }
}
