package io.github.planfiji.ksalsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.engine.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The terms on hand-made features: one group, 2 members, 2 x 2 patches of one pixel each. */
class KSalsaLossTest {

    private static Torch torch;
    private static KSalsaLoss loss;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
        KSalsaOptions two = new KSalsaOptions(1, 0.1, 1, 1, 2, 1);
        loss = new KSalsaLoss(torch.ops(), two);
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    @Test
    void localGramsAreThoseOfPatches() {
        try (NDScope scope = new NDScope()) {
            // two channels of 2 x 4 pixels, in 1 x 1 and 2 x 2 patches of 1 x 2 pixels
            float[] values = {1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 0, 1, 0, 0, 0, 2};
            NDArray map = torch.array(values, 1, 2, 2, 4);
            NDArray grams = KSalsaFeatures.localGrams(map, 2);
            assertThat(grams.getShape().getShape()).containsExactly(1, 4, 4);
            assertThat(grams.toFloatArray())
                    .containsExactly(
                            5, 2, 2, 1, // 1 2 | 0 1
                            25, 4, 4, 1, // 3 4 | 0 1
                            61, 0, 0, 0, // 5 6 | 0 0
                            113, 16, 16, 4); // 7 8 | 0 2
            assertThat(KSalsaFeatures.localGrams(map, 1).toFloatArray())
                    .containsExactly(204, 22, 22, 6);
        }
    }

    @Test
    void pixelsBeyondTheGridAreLeftOut() {
        try (NDScope scope = new NDScope()) {
            NDArray map = torch.array(new float[] {1, 2, 9, 3, 4, 9, 9, 9, 9}, 1, 1, 3, 3);
            assertThat(KSalsaFeatures.localGrams(map, 2).toFloatArray())
                    .containsExactly(1, 4, 9, 16);
        }
    }

    @Test
    void contentIsTheMembersMeanOfOneMinusCosine() {
        try (NDScope scope = new NDScope()) {
            NDArray features = torch.array(new float[] {2, 0}, 1, 2);
            // at right angles, and at 60 degrees
            float[] members = {0, 1, 0.5f, (float) Math.sqrt(0.75)};
            double value = loss.content(features, members(members, new float[8])).getFloat();
            assertThat(value).isCloseTo(0.5 * 1 + 0.5 * 0.5, within(1e-6));
        }
    }

    @Test
    void styleMatchesEachPatchWithTheMostSimilarOne() {
        try (NDScope scope = new NDScope()) {
            NDArray grams = torch.array(new float[] {4, 0, 0, 1}, 1, 2, 2);
            // of member 1 the same patches, exchanged; of member 2 one is half, one is turned
            float[] members = {0, 1, 4, 0, 2, 0, 0, 1};
            double scale = (0.5 * (1 + 16) + 0.5 * (4 + 1)) / 2;
            double squares = 0.5 * 0 + 0.5 * (4 + 0) / 2;
            double value = loss.style(grams, members(new float[] {1, 0, 1, 0}, members)).getFloat();
            assertThat(value).isCloseTo(squares / scale, within(1e-6));
        }
    }

    @Test
    void paddingCountsNothing() {
        try (NDScope scope = new NDScope()) {
            NDArray grams = torch.array(new float[] {4, 0, 0, 1}, 1, 2, 2);
            MemberTargets one =
                    new MemberTargets(
                            torch.array(new float[] {1, 0, 0, 1}, 1, 2, 2),
                            torch.array(new float[] {4, 0, 0, 1, 9, 9, 9, 9}, 1, 4, 2),
                            torch.array(new float[] {16, 1, 162, 162}, 1, 4, 1),
                            torch.array(new float[] {1, 0}, 1, 2, 1),
                            torch.array(new float[] {0.1f, 0.1f, 0, 0}, 1, 4, 1));
            assertThat((double) loss.style(grams, one).getFloat()).isCloseTo(0, within(1e-6));
            NDArray features = torch.array(new float[] {3, 0}, 1, 2);
            assertThat((double) loss.content(features, one).getFloat()).isCloseTo(0, within(1e-6));
        }
    }

    /** Two members of equal weight, with 2 features and 2 patches of 2 Gram entries each. */
    private static MemberTargets members(float[] content, float[] grams) {
        float[] norms = new float[4];
        double mean = 0;
        for (int i = 0; i < 4; i++) {
            norms[i] = grams[2 * i] * grams[2 * i] + grams[2 * i + 1] * grams[2 * i + 1];
            mean += norms[i] / 4;
        }
        float each = (float) (0.25 / Math.max(mean, 1e-9));
        return new MemberTargets(
                torch.array(content, 1, 2, 2),
                torch.array(grams, 1, 4, 2),
                torch.array(norms, 1, 4, 1),
                torch.array(new float[] {0.5f, 0.5f}, 1, 2, 1),
                torch.array(new float[] {each, each, each, each}, 1, 4, 1));
    }
}
