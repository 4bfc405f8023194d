package io.github.planfiji.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.run.UserException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WalkOptionsTest {

    private static final WalkOptions OPTIONS = WalkOptions.of(8);

    @Test
    void thePublishedSettings() {
        assertThat(WalkOptions.published(8).asMap().toString())
                .isEqualTo(
                        "{steps=8, identity weight=0.025, class weight=0.25,"
                                + " identity direction=UNIFORM_TO_POSTERIOR, distance offset=0.0,"
                                + " solver=ADAM, iterations=500, learning rate=0.1, patience=0,"
                                + " tolerance=0.001, chunk=automatic}");
    }

    @Test
    void theDefaultsDifferFromThePublishedOnesInTheSearchAndInTheWeightsOfShortWalks() {
        assertThat(WalkOptions.of(50).withSearch(SolverOptions.published()))
                .isEqualTo(WalkOptions.published(50));
        assertThat(OPTIONS.asMap()).containsEntry("solver", "QUASI_NEWTON");
        // 49 / 7 = 7
        assertThat(OPTIONS.loss().identityWeight()).isCloseTo(0.025 * 7, within(1e-12));
        assertThat(OPTIONS.loss().classWeight()).isCloseTo(0.25 * 7, within(1e-12));
    }

    @Test
    void strengthMultipliesBothWeights() {
        LossOptions loss = WalkOptions.of(50).withStrength(2).loss();
        assertThat(loss.identityWeight()).isEqualTo(0.05);
        assertThat(loss.classWeight()).isEqualTo(0.5);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused(o -> WalkOptions.of(2), "Steps = 2: a walk needs at least 3"),
                refused(o -> o.withIterations(-1), "Iterations = -1 must not be negative."),
                refused(
                        o -> o.withLearningRate(0),
                        "Learning rate = 0.0 must be a positive number."),
                refused(o -> o.withLearningRate(Double.NaN), "Learning rate = NaN must be"),
                refused(o -> o.withStrength(-1), "Strength = -1.0 must be a number of at least 0."),
                refused(o -> o.withWeights(-1, 0), "Identity weight = -1.0 must be"),
                refused(o -> o.withWeights(Double.NaN, 0), "Identity weight = NaN must be"),
                refused(o -> o.withWeights(0, Double.POSITIVE_INFINITY), "Class weight = Infinity"),
                refused(
                        o -> o.withLoss(o.loss().withDistanceOffset(-1e-6)),
                        "Distance offset = -1.0E-6 must be"),
                refused(o -> o.withEarlyStop(-1, 0), "Patience = -1 must not be negative."),
                refused(o -> o.withEarlyStop(1, 1), "Tolerance = 1.0 must lie in 0..1."),
                refused(
                        o -> o.withChunk(-1),
                        "Chunk = -1 must be at least 1, or 0 for automatic."));
    }

    private static Arguments refused(UnaryOperator<WalkOptions> change, String message) {
        return Arguments.of(message, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String message, UnaryOperator<WalkOptions> change) {
        assertThatThrownBy(() -> change.apply(OPTIONS))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void solversAreFoundByName() {
        assertThat(Solver.named("adam")).isEqualTo(Solver.ADAM);
        assertThat(Solver.named(" quasi-newton")).isEqualTo(Solver.QUASI_NEWTON);
        assertThatThrownBy(() -> Solver.named("sgd"))
                .isInstanceOf(UserException.class)
                .hasMessage("Unknown solver \"sgd\": use quasi-newton or adam.");
        assertThat(SolverOptions.of(Solver.ADAM)).isEqualTo(SolverOptions.published());
    }
}
