package io.github.planfiji.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BandSolverTest {

    private static final double[] RIGHT = {1, -2, 0.5, 3, 0, 0, -4, 1};

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 20})
    void theSolutionSolves(double mu) {
        double[] x = BandSolver.solve(RIGHT, 2, mu);
        double[] product = BandSolver.multiply(x, 2);
        for (int i = 0; i < x.length; i++) product[i] += mu * x[i];
        assertThat(product).containsExactly(RIGHT, within(1e-12));
    }

    /** The gradient of the band is linear in the interior, with this matrix. */
    @Test
    void theMatrixIsTheHessianOfTheBand() {
        float[][] points = new float[6][2];
        for (int i = 0; i < RIGHT.length; i++) points[1 + i / 2][i % 2] = (float) RIGHT[i];
        double[][] gradient = new ElasticBand(0).gradient(new LatentPath(points));
        double[] product = BandSolver.multiply(RIGHT, 2);
        for (int i = 0; i < RIGHT.length; i++)
            assertThat(product[i]).isCloseTo(gradient[1 + i / 2][i % 2], within(1e-6));
    }

    @Test
    void onePointAlone() {
        assertThat(BandSolver.solve(new double[] {8, 2}, 2, 0)).containsExactly(2, 0.5);
    }
}
