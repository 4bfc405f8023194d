package io.github.planfiji.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LatentPathTest {

    private static final float[] FROM = {0, 1};
    private static final float[] TO = {4, -1};

    @Test
    void theStraightPathIsEvenlySpaced() {
        LatentPath path = LatentPath.linear(FROM, TO, 5);
        assertThat(path.steps()).isEqualTo(5);
        assertThat(path.dimension()).isEqualTo(2);
        assertThat(path.points())
                .isDeepEqualTo(new float[][] {{0, 1}, {1, 0.5f}, {2, 0}, {3, -0.5f}, {4, -1}});
    }

    @Test
    void theEndsAreExactCopies() {
        float[] from = {0.1f, 1e20f};
        float[] to = {0.3f, -1e-20f};
        LatentPath path = LatentPath.linear(from, to, 7);
        assertThat(path.points()[0]).isEqualTo(from).isNotSameAs(from);
        assertThat(path.points()[6]).isEqualTo(to).isNotSameAs(to);
    }

    @Test
    void endsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> LatentPath.linear(FROM, TO, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("steps = 1, must be at least 2");
        assertThatThrownBy(() -> LatentPath.linear(FROM, new float[3], 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("end points of 2 and 3 components");
    }
}
