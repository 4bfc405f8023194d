package io.github.planfiji.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.engine.Torch;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EnergyDistanceTest {

    private static Torch torch;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    @Test
    void agreesWithFourPointsByHand() {
        try (NDScope scope = new NDScope()) {
            NDArray a = torch.array(new float[] {0, 0, 0, 4}, 2, 2);
            NDArray b = torch.array(new float[] {3, 0, 3, 4}, 2, 2);
            // across 3, 5, 5, 3; within each 4
            double expected = (2 * 4 - 4 - 4) / Math.sqrt(2);
            assertThat(energy(a, b)).isCloseTo(expected, within(0.01));
            NDArray far = torch.array(new float[] {12, 0, 12, 4}, 2, 2);
            double across = (12 + Math.sqrt(160)) / 2;
            assertThat(energy(a, far)).isCloseTo((2 * across - 8) / Math.sqrt(2), within(0.01));
        }
    }

    @Test
    void isNearZeroForOneDistributionAndTellsWidthsApart() {
        SplittableRandom random = new SplittableRandom(1);
        try (NDScope scope = new NDScope()) {
            NDArray a = torch.normal(random, 400, 16);
            assertThat(energy(a, torch.normal(random, 400, 16))).isCloseTo(0, within(0.01));
            assertThat(energy(a, torch.ops().scale(torch.normal(random, 400, 16), 0.5)))
                    .isGreaterThan(0.1);
        }
    }

    @Test
    void itsGradientPullsEvenCoincidingPointsWithoutNaN() {
        SplittableRandom random = new SplittableRandom(2);
        try (NDScope scope = new NDScope()) {
            NDArray codes = torch.array(new float[8 * 4], 8, 4);
            codes.setRequiresGradient(true);
            NDArray drawn = torch.normal(random, 64, 4).add(torch.ops().constant(5));
            NDArray loss = new EnergyDistance(torch.ops()).between(codes, drawn);
            float[] gradient = torch.ops().gradients(loss, List.of(codes)).get(0).toFloatArray();
            for (float value : gradient) assertThat(value).isNegative();
        }
    }

    private static double energy(NDArray a, NDArray b) {
        return new EnergyDistance(torch.ops()).between(a, b).getFloat();
    }
}
