package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.planfiji.run.Seed;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConvolutionsTest {

    private static final int IN = 5;
    private static final int OUT = 7;
    private static final int SIDE = 6;

    private static final SplittableRandom RANDOM = new Seed(3).stream("convolutions");

    private static Torch torch;
    private static OpsScript script;
    private static Convolutions plain;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
        script = new OpsScript((PtNDManager) torch.manager(), "frozen.py");
        plain = new Convolutions(script, Optional.empty());
    }

    @AfterAll
    static void close() {
        plain.close();
        script.close();
        torch.close();
    }

    private enum Kind {
        SAME(c -> w -> c.same(w, SIDE), c -> w -> c.sameBack(w, SIDE), SIDE),
        UP(c -> w -> c.up(w, SIDE), c -> w -> c.upBack(w, SIDE), 2 * SIDE + 1);

        private final Function<Convolutions, Function<NDArray, Convolution>> there;
        private final Function<Convolutions, Function<NDArray, Convolution>> back;
        private final int side;

        Kind(
                Function<Convolutions, Function<NDArray, Convolution>> there,
                Function<Convolutions, Function<NDArray, Convolution>> back,
                int side) {
            this.there = there;
            this.back = back;
            this.side = side;
        }
    }

    /** Builds of the engine without oneDNN, and GPUs, take the plain ones. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void packedWeightsGiveTheSameAsPlainOnes(Kind kind) {
        NDArray weight = torch.normal(RANDOM, OUT, IN, 3, 3);
        try (Convolution there = kind.there.apply(plain).apply(weight);
                Convolution packed = kind.there.apply(torch.frozen().convolutions()).apply(weight);
                Convolution back = kind.back.apply(plain).apply(weight);
                Convolution packedBack =
                        kind.back.apply(torch.frozen().convolutions()).apply(weight);
                NDScope scope = new NDScope()) {
            assertThat(packed.script()).isNotSameAs(there.script());
            NDArray x = features(IN, SIDE);
            NDArray y = features(OUT, kind.side);
            assertThat(there.apply(x).getShape()).isEqualTo(y.getShape());
            assertThat(back.apply(y).getShape()).isEqualTo(x.getShape());
            assertClose(packed.apply(x), there.apply(x));
            assertClose(packedBack.apply(y), back.apply(y));
        }
        weight.close();
    }

    /** The definition of a way back: (A x) . y = x . (A' y). */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void theWayBackIsTheAdjoint(Kind kind) {
        NDArray weight = torch.normal(RANDOM, OUT, IN, 3, 3);
        Convolutions convolutions = torch.frozen().convolutions();
        try (Convolution there = kind.there.apply(convolutions).apply(weight);
                Convolution back = kind.back.apply(convolutions).apply(weight);
                NDScope scope = new NDScope()) {
            NDArray x = features(IN, SIDE);
            NDArray y = features(OUT, kind.side);
            float one = there.apply(x).mul(y).sum().getFloat();
            float two = back.apply(y).mul(x).sum().getFloat();
            assertThat(one).isCloseTo(two, within(1e-3f * Math.abs(one) + 1e-3f));
        }
        weight.close();
    }

    @Test
    void onesAreCounted() {
        NDArray weight = torch.manager().ones(new Shape(1, IN, 3, 3));
        try (Convolution there = torch.frozen().convolutions().same(weight, SIDE);
                NDScope scope = new NDScope()) {
            NDArray ones = torch.manager().ones(new Shape(1, IN, SIDE, SIDE));
            NDArray y = there.apply(torch.frozen().channelsLast(ones));
            assertThat(y.getFloat(0, 0, 2, 2)).isEqualTo(9f * IN);
            assertThat(y.getFloat(0, 0, 0, 0)).isEqualTo(4f * IN);
        }
        weight.close();
    }

    private static NDArray features(int channels, int side) {
        return torch.frozen().channelsLast(torch.normal(RANDOM, 2, channels, side, side));
    }

    private static void assertClose(NDArray found, NDArray expected) {
        assertThat(found.toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-4f));
    }
}
