package io.github.planfiji.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void theDefaultsAreThePublishedSettings() {
        assertThat(OPTIONS.asMap().toString())
                .isEqualTo(
                        "{steps=8, iterations=500, learning rate=0.1, identity weight=0.025, class weight=0.25,"
                                + " identity direction=UNIFORM_TO_POSTERIOR, distance offset=0.0, patience=0,"
                                + " tolerance=0.001, chunk=8}");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused(o -> WalkOptions.of(2), "Steps = 2: a walk needs at least 3"),
                refused(o -> o.withIterations(-1), "Iterations = -1 must not be negative."),
                refused(
                        o -> o.withLearningRate(0),
                        "Learning rate = 0.0 must be a positive number."),
                refused(o -> o.withLearningRate(Double.NaN), "Learning rate = NaN must be"),
                refused(o -> o.withWeights(-1, 0), "Identity weight = -1.0 must be"),
                refused(o -> o.withWeights(Double.NaN, 0), "Identity weight = NaN must be"),
                refused(o -> o.withWeights(0, Double.POSITIVE_INFINITY), "Class weight = Infinity"),
                refused(o -> offset(o, -1e-6), "Distance offset = -1.0E-6 must be"),
                refused(o -> o.withEarlyStop(-1, 0), "Patience = -1 must not be negative."),
                refused(o -> o.withEarlyStop(1, 1), "Tolerance = 1.0 must lie in 0..1."),
                refused(o -> o.withChunk(0), "Chunk = 0 must be at least 1."));
    }

    private static Arguments refused(UnaryOperator<WalkOptions> change, String message) {
        return Arguments.of(message, change);
    }

    private static WalkOptions offset(WalkOptions o, double offset) {
        return new WalkOptions(
                o.steps(),
                o.iterations(),
                o.learningRate(),
                o.identityWeight(),
                o.classWeight(),
                o.direction(),
                offset,
                o.patience(),
                o.tolerance(),
                o.chunk());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String message, UnaryOperator<WalkOptions> change) {
        assertThatThrownBy(() -> change.apply(OPTIONS))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(message);
    }
}
