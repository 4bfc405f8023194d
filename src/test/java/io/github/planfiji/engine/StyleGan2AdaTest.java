package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * A network with random weights that scripts/convert_stylegan2_ada.py converted, and what the
 * original in Python answered (made by src/test/python/random_stylegan2.py).
 */
class StyleGan2AdaTest {

    private static final float TOLERANCE = 1e-4f;

    @Test
    void aConvertedNetworkGivesTheOriginalsImages() throws Exception {
        Path folder = Path.of(getClass().getResource("/stylegan2-ada").toURI());
        try (Torch torch = Torch.open("cpu");
                Model model = Model.open(torch, folder);
                Weights original = Safetensors.read(torch, folder.resolve("check.safetensors"));
                NDScope scope = new NDScope()) {
            Generator generator = model.generator();
            assertThat(model.manifest().classes()).containsExactly("healthy", "ill");
            assertThat(generator.classes()).isEqualTo(2);
            NDArray w = generator.mapping(original.get("z"), torch.indices(new long[] {0, 1}));
            assertThat(w.toFloatArray())
                    .containsExactly(original.get("w").toFloatArray(), within(TOLERANCE));
            NDArray images = generator.synthesis(original.get("w"));
            assertThat(images.getShape()).isEqualTo(new Shape(2, 3, 32, 32));
            float[] expected = original.get("images").toFloatArray();
            assertThat(images.toFloatArray()).containsExactly(expected, within(TOLERANCE));
            assertThat(original.get("images").max().getFloat()).isGreaterThan(0.2f);
        }
    }
}
