package io.github.planfiji.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.Codes;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.latent.LatentPath;
import io.github.planfiji.run.Chunks;
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

class WalkerTest {

    private static final WalkOptions OPTIONS =
            WalkOptions.published(7).withIterations(8).withLearningRate(0.02).withWeights(2, 1);

    @TempDir static Path folder;
    private static Torch torch;
    private static Model model;
    private static float[] from;
    private static float[] to;

    @BeforeAll
    static void open() throws IOException {
        torch = Torch.open("cpu");
        model = Model.open(torch, TinyModel.write(torch, folder));
        Codes codes = model.codes().orElseThrow();
        from = codes.latents()[0];
        to = codes.latents()[4];
    }

    @AfterAll
    static void close() {
        model.close();
        torch.close();
    }

    @Test
    void theResultDoesNotDependOnTheChunk() throws IOException {
        LatentPath path = LatentPath.linear(from, to, 7);
        int[] labels = new int[7];
        ImageTerms.Value all = terms(7).evaluate(path.points(), labels);
        for (int chunk : new int[] {1, 3}) {
            ImageTerms.Value parts = terms(chunk).evaluate(path.points(), labels);
            assertThat(parts.losses()).containsExactly(all.losses(), within(1e-6));
            for (int t = 0; t < 7; t++)
                assertThat(parts.gradient()[t]).containsExactly(all.gradient()[t], within(1e-6));
        }
    }

    private static ImageTerms terms(int chunk) throws IOException {
        return new ImageTerms(
                torch,
                model.generator(),
                List.of(
                        new IdentityTerm(
                                torch,
                                model.identity(),
                                0.025,
                                IdentityDirection.UNIFORM_TO_POSTERIOR),
                        new ClassTerm(torch, model.condition(), 0.25)),
                new Chunks(chunk, Progress.SILENT));
    }

    /** All walks share forward passes of five images; alone they take one image at a time. */
    @Test
    void manyWalksAreThoseOfEachPairAlone() throws IOException {
        WalkOptions options = WalkOptions.of(7).withIterations(4).withWeights(2, 1);
        Codes codes = model.codes().orElseThrow();
        List<Walker.Ends> pairs =
                List.of(
                        new Walker.Ends(from, to, 0),
                        new Walker.Ends(codes.latents()[8], codes.latents()[14], 1),
                        new Walker.Ends(codes.latents()[3], from, 1));
        List<WalkResult> together =
                new Walker(model, options.withChunk(5), Optional.empty())
                        .plan(pairs, Progress.SILENT);
        assertThat(together).hasSize(3);
        Walker alone = new Walker(model, options.withChunk(1), Optional.empty());
        // one evaluation is equal to 1e-5 (PlanLossTest); the search lets rounding grow
        for (int i = 0; i < 3; i++) {
            Walker.Ends ends = pairs.get(i);
            WalkResult one = alone.plan(ends.from(), ends.to(), ends.label(), Progress.SILENT);
            for (int t = 0; t < 7; t++) {
                assertThat(together.get(i).path().points()[t])
                        .containsExactly(one.path().points()[t], within(1e-3f));
                assertThat(together.get(i).steps().get(t).image().chw())
                        .containsExactly(one.steps().get(t).image().chw(), within(1e-3f));
            }
        }
    }

    @Test
    void theLinearWalkIsStraight() throws IOException {
        WalkResult walk = walker(Optional.empty()).linear(from, to, 0, Progress.SILENT);
        assertThat(walk.method()).isEqualTo("linear");
        assertThat(walk.path().points()).isDeepEqualTo(LatentPath.linear(from, to, 7).points());
        assertThat(walk.lossHistory()).hasSize(1);
        assertThat(walk.steps()).hasSize(7);
        assertThat(walk.distanceName()).startsWith("not measured");
        assertThat(walk.steps().get(0).nearestRealDistance()).isNaN();
    }

    @Test
    void planLowersTheLossAndKeepsTheEnds() throws IOException {
        WalkResult walk = walker(Optional.empty()).plan(from, to, 0, Progress.SILENT);
        double[] history = walk.lossHistory();
        assertThat(history).hasSize(9);
        assertThat(Arrays.stream(history).min().orElseThrow()).isLessThan(history[0]);
        assertThat(walk.path().points()[0]).isEqualTo(from);
        assertThat(walk.path().points()[6]).isEqualTo(to);
        double measured =
                walk.steps().stream().mapToDouble(WalkStep::loss).sum()
                        - imageLoss(walk.steps().get(0))
                        - imageLoss(walk.steps().get(6));
        assertThat(measured).isCloseTo(Arrays.stream(history).min().orElseThrow(), within(1e-5));
    }

    private static double imageLoss(WalkStep step) {
        return step.identityLoss() + step.classLoss();
    }

    @Test
    void theSameOptionsGiveTheSameBytes() throws IOException {
        WalkResult one = walker(Optional.empty()).plan(from, to, 0, Progress.SILENT);
        WalkResult two = walker(Optional.empty()).plan(from, to, 0, Progress.SILENT);
        assertThat(two.path().points()).isDeepEqualTo(one.path().points());
        assertThat(two.lossHistory()).isEqualTo(one.lossHistory());
        for (int t = 0; t < 7; t++)
            assertThat(two.steps().get(t).image().chw())
                    .isEqualTo(one.steps().get(t).image().chw());
        assertThat(two.provenance()).isEqualTo(one.provenance());
    }

    @Test
    void everyStepIsMeasured() throws IOException {
        ImageSet set = TinyModel.images(model);
        RealImages reals =
                RealImages.of(torch, model.perceptual(), set, "a distance", Progress.SILENT);
        WalkResult walk = walker(Optional.of(reals)).linear(from, to, 1, Progress.SILENT);
        assertThat(walk.distanceName()).isEqualTo("a distance");
        for (WalkStep step : walk.steps()) {
            assertThat(step.identityConfidence()).isBetween(1.0 / TinyModel.PATIENTS, 1.0);
            assertThat(step.classProbability()).isBetween(0.0, 1.0);
            for (float value : step.image().chw()) assertThat(value).isBetween(-1f, 1f);
        }
        // both ends are images of the set
        assertThat(walk.steps().get(0).nearestRealDistance()).isCloseTo(0, within(1e-5));
        assertThat(walk.steps().get(6).nearestRealDistance()).isCloseTo(0, within(1e-5));
        assertThat(walk.steps().get(3).nearestRealDistance()).isGreaterThan(1e-4);
        assertThat(walk.worstNearestRealDistance()).isCloseTo(0, within(1e-5));
        assertThat(walk.provenance().entries())
                .containsEntry("option.class", "ill")
                .containsEntry("option.steps", "7")
                .containsEntry("device", "cpu");
    }

    private static Walker walker(Optional<RealImages> reals) throws IOException {
        return new Walker(model, OPTIONS, reals);
    }
}
