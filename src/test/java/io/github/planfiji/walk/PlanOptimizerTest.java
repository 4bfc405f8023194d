package io.github.planfiji.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.engine.Torch;
import io.github.planfiji.latent.LatentPath;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanOptimizerTest {

    private static final LatentPath STRAIGHT =
            LatentPath.linear(new float[] {-0.5f, 0}, new float[] {0.6f, 0.2f}, 6);
    private static final WalkOptions OPTIONS =
            WalkOptions.published(6)
                    .withIterations(60)
                    .withLearningRate(0.02)
                    .withWeights(0.5, 0.5);

    private static Torch torch;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    private static WalkOptions options(Solver solver) {
        SolverOptions search = OPTIONS.search();
        return OPTIONS.withSearch(
                new SolverOptions(solver, search.iterations(), search.learningRate(), 0, 0));
    }

    @ParameterizedTest
    @EnumSource(Solver.class)
    void theLossFallsAndTheEndsStay(Solver solver) {
        PathSearch.Outcome outcome = optimize(options(solver), Progress.SILENT);
        double[] history = outcome.lossHistory();
        assertThat(outcome.path().points()[0]).isEqualTo(STRAIGHT.points()[0]);
        assertThat(outcome.path().points()[5]).isEqualTo(STRAIGHT.points()[5]);
        double best = Arrays.stream(history).min().orElseThrow();
        assertThat(best).isLessThan(0.95 * history[0]);
        ImageTerms.Value images =
                terms(OPTIONS).evaluate(PlanLoss.images(outcome.path()), new int[4]);
        assertThat(new PlanLoss(STRAIGHT, 0).loss(outcome.path(), images))
                .isCloseTo(best, within(1e-9));
    }

    @Test
    void adamGoesOnForAllIterations() {
        PathSearch.Outcome outcome = optimize(OPTIONS, Progress.SILENT);
        assertThat(outcome.lossHistory()).hasSize(61);
        assertThat(outcome.imagePasses()).hasSize(61).endsWith(61 * 4);
    }

    /** A convex problem, so both must end at the same loss. */
    @Test
    void quasiNewtonFindsTheLowestLossOfAdamInATenthOfThePasses() {
        PathSearch.Outcome adam = optimize(OPTIONS.withIterations(2000), Progress.SILENT);
        double lowest = Arrays.stream(adam.lossHistory()).min().orElseThrow();
        PathSearch.Outcome newton = optimize(options(Solver.QUASI_NEWTON), Progress.SILENT);
        double[] history = newton.lossHistory();
        int reached = 0;
        while (history[reached] > lowest + 1e-4) reached++;
        assertThat(newton.imagePasses()[reached]).isLessThan(2000 * 4 / 50);
        assertThat(history[history.length - 1]).isCloseTo(lowest, within(1e-4));
    }

    @Test
    void quasiNewtonNeverRaisesTheLoss() {
        double[] history = optimize(options(Solver.QUASI_NEWTON), Progress.SILENT).lossHistory();
        for (int i = 1; i < history.length; i++)
            assertThat(history[i]).isLessThanOrEqualTo(history[i - 1]);
    }

    @ParameterizedTest
    @EnumSource(Solver.class)
    void withoutIterationsTheStraightPathIsKept(Solver solver) {
        PathSearch.Outcome outcome = optimize(options(solver).withIterations(0), Progress.SILENT);
        assertThat(outcome.path().points()).isDeepEqualTo(STRAIGHT.points());
        assertThat(outcome.lossHistory()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Solver.class)
    void withoutImageTermsTheStraightPathIsBest(Solver solver) {
        PathSearch.Outcome outcome = optimize(options(solver).withWeights(0, 0), Progress.SILENT);
        for (int t = 0; t < 6; t++)
            assertThat(outcome.path().points()[t])
                    .containsExactly(STRAIGHT.points()[t], within(1e-5f));
    }

    @Test
    void aPlateauEndsTheWalkEarly() {
        PathSearch.Outcome outcome =
                optimize(OPTIONS.withIterations(5000).withEarlyStop(10, 1e-3), Progress.SILENT);
        double[] history = outcome.lossHistory();
        assertThat(history.length).isBetween(12, 1000);
        double before = Arrays.stream(history, 0, history.length - 10).min().orElseThrow();
        for (int i = history.length - 10; i < history.length; i++)
            assertThat(history[i]).isGreaterThan(before * (1 - 1e-3) - 1e-12);
    }

    /** More pairs than are searched side by side, and of both classes. */
    @ParameterizedTest
    @EnumSource(Solver.class)
    void manyPathsAreFoundAsEachAlone(Solver solver) {
        WalkOptions options = options(solver).withIterations(5);
        List<LatentPath> starts =
                IntStream.range(0, 18)
                        .mapToObj(
                                i ->
                                        LatentPath.linear(
                                                new float[] {-0.05f * i, 0.3f},
                                                new float[] {0.6f, 0.04f * i},
                                                6))
                        .toList();
        int[] labels = new int[18];
        for (int i = 0; i < 18; i++) labels[i] = i % 2;
        List<PathSearch.Outcome> together =
                new PlanOptimizer(terms(options), options)
                        .optimize(starts, labels, Progress.SILENT);
        assertThat(together).hasSize(18);
        for (int i = 0; i < 18; i++) {
            PathSearch.Outcome alone =
                    new PlanOptimizer(terms(options), options)
                            .optimize(
                                    List.of(starts.get(i)), new int[] {labels[i]}, Progress.SILENT)
                            .get(0);
            for (int t = 0; t < 6; t++)
                assertThat(together.get(i).path().points()[t])
                        .containsExactly(alone.path().points()[t], within(1e-5f));
        }
    }

    @Test
    void cancelingStopsAtTheIteration() {
        long[] last = new long[1];
        Progress progress =
                new Progress() {
                    @Override
                    public void report(String phase, long done, long total) {
                        assertThat(phase).isEqualTo("Walking");
                        assertThat(total).isEqualTo(60);
                        last[0] = done;
                    }

                    @Override
                    public boolean isCanceled() {
                        return last[0] == 3;
                    }
                };
        assertThatThrownBy(() -> optimize(OPTIONS, progress)).isInstanceOf(CanceledException.class);
        assertThat(last[0]).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Solver.class)
    void aLossThatIsNoNumberIsRefusedWithItsIteration(Solver solver) {
        LinearNets.Matrix broken =
                new LinearNets.Matrix(torch, new float[][] {{Float.NaN, 0}, {0, 1}});
        ImageTerms terms = LinearNets.terms(torch, broken, condition(), OPTIONS.loss());
        PlanOptimizer optimizer = new PlanOptimizer(terms, options(solver));
        assertThatThrownBy(() -> optimizer.optimize(List.of(STRAIGHT), new int[1], Progress.SILENT))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "The walk's loss is not a number at iteration 0: use a smaller learning rate, or check the model's weights.");
    }

    @Test
    void aLearningRateThatIsTooGreatIsNamed() {
        WalkOptions wild = OPTIONS.withLearningRate(1e39);
        assertThatThrownBy(() -> optimize(wild, Progress.SILENT))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is not a number at iteration 1:");
    }

    private static PathSearch.Outcome optimize(WalkOptions options, Progress progress) {
        return new PlanOptimizer(terms(options), options)
                .optimize(Collections.singletonList(STRAIGHT), new int[1], progress)
                .get(0);
    }

    private static ImageTerms terms(WalkOptions options) {
        LinearNets.Matrix identity =
                new LinearNets.Matrix(torch, new float[][] {{3, -1}, {0, 2}, {-2, 0.5f}});
        return LinearNets.terms(torch, identity, condition(), options.loss());
    }

    private static LinearNets.Matrix condition() {
        return new LinearNets.Matrix(torch, new float[][] {{1, 1}, {-1, 2}});
    }
}
