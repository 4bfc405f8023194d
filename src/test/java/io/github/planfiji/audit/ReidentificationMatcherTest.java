package io.github.planfiji.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.phantom.PhantomOptions;
import io.github.planfiji.dataset.phantom.PhantomSet;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.run.Progress;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReidentificationMatcherTest {

    private final ImageSet set =
            PhantomSet.generate(PhantomOptions.of(6, 3, 64, 1), Progress.SILENT);

    @Test
    void pixelsAreGreyThumbnails() {
        float[][] rows = ReidentificationMatcher.ofPixels().describe(set);
        assertThat(rows.length).isEqualTo(18);
        assertThat(rows[0]).hasSize(32 * 32);
    }

    @Test
    void theTrainedMatcherIsReproducibleAndOfUnitLength() throws IOException {
        try (Torch torch = Torch.open("cpu")) {
            float[][] one = describe(torch, 3);
            assertThat(describe(torch, 3)).isDeepEqualTo(one);
            assertThat(describe(torch, 4)[0]).isNotEqualTo(one[0]);
            double squares = 0;
            for (float value : one[0]) squares += value * value;
            assertThat(squares).isCloseTo(1, within(1e-4));
        }
    }

    private float[][] describe(Torch torch, long seed) throws IOException {
        return ReidentificationMatcher.trained(torch, set, 1, seed, Progress.SILENT).describe(set);
    }
}
