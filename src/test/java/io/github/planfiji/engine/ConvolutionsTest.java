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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConvolutionsTest {

    private static final int IN = 5;
    private static final int OUT = 7;
    private static final int SIDE = 16;

    private static Torch torch;
    private static OpsScript script;
    private static Convolutions plain;
    private static Winograd winograd;
    private static NDArray weight;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
        PtNDManager manager = (PtNDManager) torch.manager();
        script = new OpsScript(manager, "frozen.py");
        plain = new Convolutions(script, Optional.empty());
        winograd = new Winograd(manager);
        weight = torch.normal(random("weight"), OUT, IN, 3, 3);
    }

    @AfterAll
    static void close() {
        plain.close();
        winograd.close();
        script.close();
        torch.close();
    }

    private enum Kind {
        PLAIN(SIDE) {
            @Override
            Convolution make(int rows) {
                return plain.same(weight, SIDE, rows);
            }
        },
        PACKED(SIDE) {
            @Override
            Convolution make(int rows) {
                return torch.frozen().convolutions().same(weight, SIDE, rows);
            }
        },
        WINOGRAD(SIDE) {
            @Override
            Convolution make(int rows) {
                return winograd.same(weight, rows, SIDE);
            }
        },
        PLAIN_UP(2 * SIDE + 1) {
            @Override
            Convolution make(int rows) {
                return plain.up(weight, SIDE, rows);
            }
        },
        PACKED_UP(2 * SIDE + 1) {
            @Override
            Convolution make(int rows) {
                return torch.frozen().convolutions().up(weight, SIDE, rows);
            }
        };

        private final int side;

        Kind(int side) {
            this.side = side;
        }

        abstract Convolution make(int rows);

        Convolution make() {
            return make(SIDE);
        }
    }

    /** Given with the rows above and below, zero beyond the edge; each yields its share. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void someRowsAtATimeGiveWhatAllGive(Kind kind) {
        int rows = SIDE / 4;
        try (Convolution some = kind.make(rows);
                Convolution all = kind.make();
                NDScope scope = new NDScope()) {
            assertThat(some.there().rows()).isEqualTo(rows);
            NDArray x = features("x", IN, SIDE);
            NDArray ones = torch.manager().ones(new Shape(2, IN));
            NDArray whole = all.apply(x);
            boolean up = kind.side > SIDE;
            String range = ":, :, %d:%d";
            for (int start = 0; start < SIDE; start += rows) {
                NDArray part = some.apply(torch.frozen().scaledRows(x, ones, start, rows));
                // of twice the rows and three, the first comes of the row above
                int skipped = up && start == 0 ? 1 : 0;
                int first = up ? Math.max(0, 2 * start - 1) : start;
                int end = up ? 2 * (start + rows) + (start + rows < SIDE ? 2 : 1) : start + rows;
                assertClose(
                        part.get(range.formatted(skipped, skipped + end - first)),
                        whole.get(range.formatted(first, end)));
            }
            NDArray y = features("y", OUT, kind.side);
            NDArray gx = all.back(y);
            if (some.back().rows() == SIDE) assertClose(some.back(y), gx);
            else
                for (int start = 0; start < SIDE; start += rows)
                    assertClose(
                            some.back(
                                    up
                                            ? y.get(
                                                    range.formatted(
                                                            2 * start, 2 * (start + rows) + 1))
                                            : torch.frozen().someRows(y, start, rows, 1)),
                            gx.get(range.formatted(start, start + rows)));
        }
    }

    /** Builds of the engine without oneDNN, and GPUs, take the plain ones. */
    @ParameterizedTest
    @CsvSource({"PACKED,PLAIN", "WINOGRAD,PLAIN", "PACKED_UP,PLAIN_UP"})
    void theFastOnesGiveTheSameAsPlainOnes(Kind fast, Kind simple) {
        try (Convolution one = fast.make();
                Convolution other = simple.make();
                NDScope scope = new NDScope()) {
            assertThat(one.script()).isNotSameAs(other.script());
            NDArray x = features("x", IN, SIDE);
            NDArray y = features("y", OUT, simple.side);
            assertThat(other.apply(x).getShape()).isEqualTo(y.getShape());
            assertThat(other.back(y).getShape()).isEqualTo(x.getShape());
            assertClose(one.apply(x), other.apply(x));
            assertClose(one.back(y), other.back(y));
        }
    }

    /** The definition of a way back: (A x) . y = x . (A' y). */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void theWayBackIsTheAdjoint(Kind kind) {
        try (Convolution convolution = kind.make();
                NDScope scope = new NDScope()) {
            NDArray x = features("x", IN, SIDE);
            NDArray y = features("y", OUT, kind.side);
            float one = convolution.apply(x).mul(y).sum().getFloat();
            float two = convolution.back(y).mul(x).sum().getFloat();
            assertThat(one).isCloseTo(two, within(1e-3f * Math.abs(one) + 1e-2f));
        }
    }

    @Test
    void onesAreCounted() {
        NDArray ones = torch.manager().ones(new Shape(1, IN, 3, 3));
        try (Convolution packed = torch.frozen().convolutions().same(ones, SIDE);
                Convolution tiled = winograd.same(ones, SIDE, SIDE);
                NDScope scope = new NDScope()) {
            NDArray x = torch.manager().ones(new Shape(1, IN, SIDE, SIDE));
            for (Convolution convolution : new Convolution[] {packed, tiled}) {
                NDArray y = convolution.apply(torch.frozen().channelsLast(x));
                assertThat(y.getFloat(0, 0, 2, 2)).isCloseTo(9f * IN, within(1e-4f));
                assertThat(y.getFloat(0, 0, 0, 0)).isCloseTo(4f * IN, within(1e-4f));
            }
        }
        ones.close();
    }

    @Test
    void largeFeaturesOfManyChannelsTakeWinograds() {
        assertThat(Winograd.rows(new Shape(256, 256, 3, 3), 64)).isEqualTo(32);
        assertThat(Winograd.rows(new Shape(64, 64, 3, 3), 64)).isZero();
        assertThat(Winograd.rows(new Shape(512, 512, 3, 3), 8)).isZero();
        assertThat(Winograd.rows(new Shape(64, 64, 3, 3), 256)).isZero();
    }

    private static SplittableRandom random(String stream) {
        return new Seed(3).stream(stream);
    }

    private static NDArray features(String stream, int channels, int side) {
        return torch.frozen().channelsLast(torch.normal(random(stream), 2, channels, side, side));
    }

    private static void assertClose(NDArray found, NDArray expected) {
        assertThat(found.toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-3f));
    }
}
