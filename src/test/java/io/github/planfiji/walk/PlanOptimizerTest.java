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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlanOptimizerTest {

    private static final LatentPath STRAIGHT =
            LatentPath.linear(new float[] {-0.5f, 0}, new float[] {0.6f, 0.2f}, 6);
    private static final WalkOptions OPTIONS =
            WalkOptions.of(6).withIterations(60).withLearningRate(0.02).withWeights(0.5, 0.5);

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
    void theLossFallsAndTheEndsStay() {
        PlanOptimizer.Outcome outcome = optimize(OPTIONS, Progress.SILENT);
        double[] history = outcome.lossHistory();
        assertThat(history).hasSize(61);
        assertThat(outcome.path().points()[0]).isEqualTo(STRAIGHT.points()[0]);
        assertThat(outcome.path().points()[5]).isEqualTo(STRAIGHT.points()[5]);
        double best = Arrays.stream(history).min().orElseThrow();
        assertThat(best).isLessThan(0.95 * history[0]);
        assertThat(optimizer(OPTIONS).evaluate(outcome.path(), 0).loss())
                .isCloseTo(best, within(1e-9));
    }

    @Test
    void withoutIterationsTheStraightPathIsKept() {
        PlanOptimizer.Outcome outcome = optimize(OPTIONS.withIterations(0), Progress.SILENT);
        assertThat(outcome.path().points()).isDeepEqualTo(STRAIGHT.points());
        assertThat(outcome.lossHistory()).hasSize(1);
    }

    @Test
    void withoutImageTermsTheStraightPathIsBest() {
        WalkOptions options = OPTIONS.withWeights(0, 0);
        PlanOptimizer.Outcome outcome = optimize(options, Progress.SILENT);
        for (int t = 0; t < 6; t++)
            assertThat(outcome.path().points()[t])
                    .containsExactly(STRAIGHT.points()[t], within(1e-5f));
    }

    @Test
    void aPlateauEndsTheWalkEarly() {
        PlanOptimizer.Outcome outcome =
                optimize(OPTIONS.withIterations(5000).withEarlyStop(10, 1e-3), Progress.SILENT);
        double[] history = outcome.lossHistory();
        assertThat(history.length).isBetween(12, 1000);
        double before = Arrays.stream(history, 0, history.length - 10).min().orElseThrow();
        for (int i = history.length - 10; i < history.length; i++)
            assertThat(history[i]).isGreaterThan(before * (1 - 1e-3) - 1e-12);
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

    @Test
    void aLossThatIsNoNumberIsRefusedWithItsIteration() {
        LinearNets.Matrix broken =
                new LinearNets.Matrix(torch, new float[][] {{Float.NaN, 0}, {0, 1}});
        WalkOptions options = OPTIONS;
        PlanOptimizer optimizer =
                new PlanOptimizer(
                        new ImageTerms(
                                torch, new LinearNets.TwoPixels(), broken, condition(), options),
                        options);
        assertThatThrownBy(() -> optimizer.optimize(STRAIGHT, 0, Progress.SILENT))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "The walk's loss is not a number at iteration 0: use a smaller learning rate, or check the model's weights.");
        WalkOptions wild = OPTIONS.withLearningRate(1e39);
        assertThatThrownBy(() -> optimize(wild, Progress.SILENT))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is not a number at iteration 1:");
    }

    private static PlanOptimizer.Outcome optimize(WalkOptions options, Progress progress) {
        return optimizer(options).optimize(STRAIGHT, 0, progress);
    }

    private static PlanOptimizer optimizer(WalkOptions options) {
        LinearNets.Matrix identity =
                new LinearNets.Matrix(torch, new float[][] {{3, -1}, {0, 2}, {-2, 0.5f}});
        return new PlanOptimizer(
                new ImageTerms(torch, new LinearNets.TwoPixels(), identity, condition(), options),
                options);
    }

    private static LinearNets.Matrix condition() {
        return new LinearNets.Matrix(torch, new float[][] {{1, 1}, {-1, 2}});
    }
}
