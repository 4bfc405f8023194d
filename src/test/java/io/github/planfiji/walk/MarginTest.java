package io.github.planfiji.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.engine.FeatureNet;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Traced;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.testing.FiniteDifferences;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MarginTest {

    /** The two pixels themselves. */
    private static final FeatureNet PIXELS = images -> images.reshape(images.getShape().get(0), 2);

    private static final float[][] REALS = {{0.5f, 0.25f}, {-0.5f, -0.5f}, {0.75f, -0.5f}};

    /** The margin is the same for all classes. */
    private static final int[] LABELS = {};

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
    void distancesAcrossPatientsLeaveOutOnesOwnImages() {
        float[][] reals = {{0}, {1}, {5}, {7}};
        double[] distances =
                MarginCalibration.acrossPatients(reals, new int[] {0, 0, 1, 1}, Progress.SILENT);
        assertThat(distances).containsExactly(25, 16, 16, 36);
        assertThat(MarginCalibration.acrossPatients(reals, new int[] {0, 0, 0, 1}, Progress.SILENT))
                .containsExactly(49, 36, 4, 4);
        assertThat(MarginCalibration.ofHeldOut(new float[][] {{3}, {8}}, reals, Progress.SILENT))
                .containsExactly(4, 1);
    }

    @Test
    void onePatientGivesNoScale() {
        assertThatThrownBy(
                        () ->
                                MarginCalibration.acrossPatients(
                                        new float[][] {{0}, {1}},
                                        new int[] {0, 0},
                                        Progress.SILENT))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("The margin needs images of two patients or more");
    }

    @Test
    void tauIsTheQuantile() {
        double[] distances = {4, 1, 3, 2, 5};
        Margin margin = MarginCalibration.margin(distances, 0.25, "d");
        assertThat(margin).isEqualTo(new Margin(2, 0.25, 5, "d"));
        assertThat(margin.keeps(2)).isFalse();
        assertThat(margin.keeps(Math.nextUp(2.0))).isTrue();
        assertThatThrownBy(() -> MarginCalibration.margin(new double[] {0, 0, 1}, 0.5, "d"))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("The margin would be 0, as 50.0 % of the real images");
        Margin none = MarginCalibration.margin(new double[0], 0, "d");
        assertThat(none.isOn()).isFalse();
        assertThat(none.keeps(0)).isTrue();
    }

    @Test
    void theHingeByHand() {
        // nearest real image (0.5, 0.25) at 0.0625, reach 1.2 * 0.5, weight 3
        assertThat(losses(new float[] {0.5f, 0})[0])
                .isCloseTo(3 * (1 - 0.0625f / 0.6f), within(1e-5f));
        assertThat(losses(new float[] {-1, 1})[0]).isZero();
    }

    @Test
    void theHingesGradientIsThatOfItsValue() {
        float[] pixels = {0.3f, 0.2f, -0.4f, -0.2f, -1, 1, 0.6f, -0.2f};
        double[] expected =
                FiniteDifferences.gradient(
                        values -> {
                            double sum = 0;
                            for (float loss : losses(values)) sum += loss;
                            return sum;
                        },
                        pixels,
                        1e-3);
        try (NDScope scope = new NDScope();
                MarginTerm term = MarginTerm.of(torch, PIXELS, REALS, 0.5, 3)) {
            NDArray images = torch.array(pixels, 4, 1, 1, 2);
            Traced seen = term.look(images);
            float[] gradient =
                    seen.gradient(term.losses(seen.result(), LABELS).sum()).toFloatArray();
            for (int i = 0; i < gradient.length; i++)
                assertThat(gradient[i]).isCloseTo((float) expected[i], within(1e-2f));
            assertThat(gradient[0]).isNotZero();
        }
    }

    @Test
    void aStrongerTermIsTheSameTimesItsFactor() {
        try (NDScope scope = new NDScope();
                MarginTerm term = MarginTerm.of(torch, PIXELS, REALS, 0.5, 3)) {
            NDArray images = torch.array(new float[] {0.5f, 0}, 1, 1, 1, 2);
            NDArray features = PIXELS.features(images);
            float once = term.losses(features, LABELS).toFloatArray()[0];
            assertThat(term.times(4).losses(features, LABELS).toFloatArray()[0])
                    .isCloseTo(4 * once, within(1e-5f));
        }
    }

    @Test
    void aSpaceFindsTheNearestRealImage() {
        ImageSet reals = set(REALS);
        MarginSpace space =
                MarginSpace.of(
                        torch, PIXELS, "pixels", reals, Optional.empty(), 0.5, Progress.SILENT);
        assertThat(space.margin().calibratedOn()).isEqualTo(3);
        assertThat(space.margin().threshold()).isCloseTo(0.625, within(1e-6));
        var nearest =
                space.nearest(List.of(picture(0.75f, -0.5f), picture(-1, -0.5f)), Progress.SILENT);
        assertThat(nearest.index(0)).isEqualTo(2);
        assertThat(nearest.squaredDistance(0)).isZero();
        assertThat(nearest.index(1)).isEqualTo(1);
        assertThat(nearest.squaredDistance(1)).isEqualTo(0.25);
        MarginSpace heldOut =
                MarginSpace.of(
                        torch,
                        PIXELS,
                        "pixels",
                        reals,
                        Optional.of(set(new float[][] {{0.5f, 0}})),
                        0.5,
                        Progress.SILENT);
        assertThat(heldOut.margin().threshold()).isEqualTo(0.0625);
        assertThatThrownBy(
                        () ->
                                MarginSpace.of(
                                        torch,
                                        PIXELS,
                                        "pixels",
                                        reals,
                                        Optional.empty(),
                                        1,
                                        Progress.SILENT))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("quantile = 1.0");
    }

    private static float[] losses(float[] pixels) {
        try (NDScope scope = new NDScope();
                MarginTerm term = MarginTerm.of(torch, PIXELS, REALS, 0.5, 3)) {
            NDArray images = torch.array(pixels, pixels.length / 2, 1, 1, 2);
            return term.losses(PIXELS.features(images), LABELS).toFloatArray();
        }
    }

    private static ImageSet set(float[][] pixels) {
        List<Sample> samples = new java.util.ArrayList<>();
        List<Picture> pictures = new java.util.ArrayList<>();
        for (int i = 0; i < pixels.length; i++) {
            samples.add(new Sample("image" + i, "class", "patient" + i));
            pictures.add(picture(pixels[i]));
        }
        return new ImageSet(samples, pictures);
    }

    private static Picture picture(float... pixels) {
        return new Picture(1, 1, 2, pixels);
    }
}
