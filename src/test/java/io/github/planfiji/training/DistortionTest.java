package io.github.planfiji.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.dataset.Picture;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistortionTest {

    private static final Picture RAMP =
            new Picture(1, 2, 3, new float[] {-0.5f, 0, 0.5f, -0.5f, 0, 0.5f});

    @Test
    void mirrorGivesTheImageOrItsMirrorImage() {
        Distortion distortion = new Distortion(new DistortionOptions(true, 0, 0, 0, 0, 0));
        SplittableRandom random = random();
        int mirrored = 0;
        for (int i = 0; i < 100; i++) {
            float[] values = distortion.apply(RAMP, random).chw();
            if (values[0] > 0) mirrored++;
            float sign = values[0] > 0 ? -1 : 1;
            for (int j = 0; j < values.length; j++)
                assertThat(values[j]).isCloseTo(sign * RAMP.chw()[j], within(1e-6f));
        }
        assertThat(mirrored).isBetween(30, 70);
    }

    @Test
    void shiftMovesByLessThanItsShareAndRepeatsTheEdge() {
        Distortion distortion = new Distortion(new DistortionOptions(false, 0.25, 0, 0, 0, 0));
        float[] line = new float[8];
        for (int i = 0; i < 8; i++) line[i] = i / 8f;
        SplittableRandom random = random();
        for (int i = 0; i < 50; i++) {
            float[] moved = distortion.apply(new Picture(1, 1, 8, line), random).chw();
            for (int x = 0; x < 8; x++) {
                assertThat(moved[x]).isCloseTo(line[x], within(2 / 8f + 1e-6f));
                if (x > 0) assertThat(moved[x]).isGreaterThanOrEqualTo(moved[x - 1]);
            }
        }
    }

    @Test
    void lightStaysWithinTheRange() {
        Distortion distortion = new Distortion(new DistortionOptions(false, 0, 0, 0, 1, 1));
        SplittableRandom random = random();
        for (int i = 0; i < 50; i++)
            for (float value : distortion.apply(RAMP, random).chw())
                assertThat(value).isBetween(-1f, 1f);
    }

    @Test
    void rotationKeepsTheMiddleAndAFlatImage() {
        Distortion distortion = new Distortion(new DistortionOptions(false, 0, 180, 0.5, 0, 0));
        float[] flat = {0.25f, 0.25f, 0.25f, 0.25f};
        SplittableRandom random = random();
        assertThat(distortion.apply(new Picture(1, 2, 2, flat), random).chw())
                .containsExactly(flat, within(1e-6f));
        float[] dot = new float[25];
        dot[12] = 1;
        for (int i = 0; i < 20; i++)
            assertThat(distortion.apply(new Picture(1, 5, 5, dot), random).at(0, 2, 2))
                    .isCloseTo(1, within(1e-6f));
    }

    @Test
    void amountsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new DistortionOptions(false, 0.6, 0, 0, 0, 0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("shift is 0.6");
    }

    private static SplittableRandom random() {
        return new Seed(5).stream("test");
    }
}
