package io.github.planfiji.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.run.Seed;
import io.github.planfiji.testing.FiniteDifferences;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticBandTest {

    @Test
    void theEnergyIsTheSumOfSquaredSteps() {
        LatentPath path = new LatentPath(new float[][] {{0, 0}, {3, 4}, {3, 6}});
        assertThat(new ElasticBand(0).segments(path)).containsExactly(25, 4);
        assertThat(new ElasticBand(0).energy(path)).isEqualTo(29);
        // differences -3, -4, 0, -2, each with 1 added
        assertThat(new ElasticBand(1).energy(path)).isEqualTo(4 + 9 + 1 + 1);
    }

    @Test
    void theStraightPathIsAtRest() {
        LatentPath path = LatentPath.linear(new float[] {0, 8}, new float[] {4, 0}, 5);
        ElasticBand band = new ElasticBand(0);
        assertThat(band.energy(path)).isEqualTo((16 + 64) / 4.0);
        for (double[] row : band.gradient(path)) assertThat(row).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-6, 0.5})
    void theGradientEqualsFiniteDifferences(double offset) {
        ElasticBand band = new ElasticBand(offset);
        float[] flat = FiniteDifferences.normal(new Seed(1).stream("path"), 15);
        double[] expected =
                FiniteDifferences.gradient(values -> band.energy(path(values)), flat, 1e-3);
        double[][] gradient = band.gradient(path(flat));
        assertThat(gradient[0]).containsOnly(0);
        assertThat(gradient[4]).containsOnly(0);
        for (int i = 3; i < 12; i++)
            assertThat(gradient[i / 3][i % 3]).isCloseTo(expected[i], within(1e-4));
    }

    /** Five points of three components. */
    private static LatentPath path(float[] values) {
        float[][] points = new float[5][];
        for (int t = 0; t < 5; t++) points[t] = Arrays.copyOfRange(values, 3 * t, 3 * t + 3);
        return new LatentPath(points);
    }
}
