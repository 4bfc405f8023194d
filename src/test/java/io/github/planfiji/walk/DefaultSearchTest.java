package io.github.planfiji.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.planfiji.engine.Codes;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.latent.LatentPath;
import io.github.planfiji.run.Progress;
import io.github.planfiji.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The default search against the published one: not worse, in a fifth of the image passes. The
 * published search runs for fewer iterations than published to save time.
 */
class DefaultSearchTest {

    private static final Path SAMPLE = Path.of("sample-data/model");

    @TempDir static Path folder;
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
    void onAnUntrainedModel() throws IOException {
        try (Model model = Model.open(torch, TinyModel.write(torch, folder))) {
            WalkOptions options = WalkOptions.published(6).withWeights(1, 1);
            compare(model, options, new int[][] {{0, 4}, {2, 11}}, 100);
        }
    }

    @Test
    void onTheSampleModel() throws IOException {
        try (Model model = Model.open(torch, SAMPLE)) {
            compare(model, WalkOptions.published(5), new int[][] {{0, 100}, {500, 900}}, 60);
        }
    }

    /**
     * @param pairs numbers of the codes at both ends
     */
    private static void compare(Model model, WalkOptions published, int[][] pairs, int iterations)
            throws IOException {
        Codes codes = model.codes().orElseThrow();
        Walker adam = new Walker(model, published.withIterations(iterations), Optional.empty());
        Walker standard =
                new Walker(
                        model, published.withSearch(SolverOptions.quasiNewton()), Optional.empty());
        for (int[] pair : pairs) {
            LatentPath start =
                    LatentPath.linear(
                            codes.latents()[pair[0]], codes.latents()[pair[1]], published.steps());
            int label = codes.classes()[pair[0]];
            PathSearch.Outcome slow = search(adam, start, label);
            PathSearch.Outcome fast = search(standard, start, label);
            assertThat(lowest(fast)).isLessThanOrEqualTo(lowest(slow) * 1.001);
            assertThat(passes(fast)).isLessThanOrEqualTo(passes(slow) / 5);
            assertThat(confidence(standard, fast, label))
                    .isLessThanOrEqualTo(confidence(adam, slow, label) + 0.02);
        }
    }

    private static PathSearch.Outcome search(Walker walker, LatentPath start, int label) {
        return walker.search(List.of(start), new int[] {label}, List.of(), Progress.SILENT).get(0);
    }

    private static double lowest(PathSearch.Outcome outcome) {
        return Arrays.stream(outcome.lossHistory()).min().orElseThrow();
    }

    private static long passes(PathSearch.Outcome outcome) {
        return outcome.imagePasses()[outcome.imagePasses().length - 1];
    }

    private static double confidence(Walker walker, PathSearch.Outcome outcome, int label) {
        return walker.measured(outcome, label, Progress.SILENT).meanIdentityConfidence();
    }
}
