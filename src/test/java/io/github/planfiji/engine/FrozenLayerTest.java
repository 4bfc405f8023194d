package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.run.Seed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the gradient is right is tested by the whole network, {@link FrozenStyleGan2Test}. */
class FrozenLayerTest {

    private static final int CHANNELS = 6;
    private static final int SIDE = 16;

    private static Torch torch;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    @ParameterizedTest
    @CsvSource({"false,8", "false,4", "true,8", "true,4", "true,2"})
    void someRowsAtATimeGiveWhatAllGive(boolean up, int rows) {
        NDArray weight = normal("weight", CHANNELS, CHANNELS, 3, 3);
        Convolutions make = torch.frozen().convolutions();
        try (Convolution all = up ? make.up(weight, SIDE, SIDE) : make.same(weight, SIDE, SIDE);
                Convolution some =
                        up ? make.up(weight, SIDE, rows) : make.same(weight, SIDE, rows);
                NDScope scope = new NDScope()) {
            float[][] expected = thereAndBack(layer(up, all, weight));
            float[][] found = thereAndBack(layer(up, some, weight));
            for (int i = 0; i < expected.length; i++)
                assertThat(found[i]).containsExactly(expected[i], within(1e-3f));
        }
        weight.close();
    }

    private static FrozenLayer layer(boolean up, Convolution convolution, NDArray weight) {
        FrozenOps ops = torch.frozen();
        int side = up ? 2 * SIDE : SIDE;
        return new FrozenLayer(
                ops,
                up,
                convolution,
                new Styles.Columns(0, CHANNELS),
                ops.energy(weight),
                ops.noiseRows(normal("noise", side, side)),
                normal("bias", CHANNELS));
    }

    /** The result, and the gradients with respect to features and style. */
    private static float[][] thereAndBack(FrozenLayer layer) {
        NDArray x = torch.frozen().channelsLast(normal("x", 2, CHANNELS, SIDE, SIDE));
        NDArray styles = normal("styles", 2, CHANNELS);
        FrozenLayer.Pass pass = layer.apply(x, styles, layer.result(x));
        float[] result = pass.out().toFloatArray();
        assertThat(result).doesNotContain(Float.NaN);
        FrozenLayer.Gradients gradients = layer.back(pass, pass.out().duplicate());
        return new float[][] {
            result, gradients.x().toFloatArray(), gradients.style().toFloatArray()
        };
    }

    private static NDArray normal(String stream, long... shape) {
        return torch.normal(new Seed(3).stream(stream), shape);
    }
}
