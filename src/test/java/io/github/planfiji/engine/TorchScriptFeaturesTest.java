package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchScriptFeaturesTest {

    @TempDir Path folder;

    @Test
    void vectorsAndMapsAreDifferentiable() throws IOException {
        Path vector = FeatureScripts.vector(folder.resolve("vector.pt"));
        Path map = FeatureScripts.map(folder.resolve("map.pt"));
        try (Torch torch = Torch.open("cpu");
                NDScope scope = new NDScope()) {
            NDArray images = torch.array(new float[2 * 3 * 8 * 8], 2, 3, 8, 8);
            images.setRequiresGradient(true);
            NDArray features = TorchScriptFeatures.open(torch, vector, Trust.CODE).apply(images);
            assertThat(features.getShape().getShape()).containsExactly(2, 48);
            float[] gradient =
                    torch.ops().gradients(features.sum(), List.of(images)).get(0).toFloatArray();
            // each of 4 x 4 places is the mean of 2 x 2 pixels
            assertThat(gradient).containsOnly(0.25f);
            assertThat(
                            TorchScriptFeatures.open(torch, map, Trust.CODE)
                                    .apply(images)
                                    .getShape()
                                    .getShape())
                    .containsExactly(2, 3, 13, 13);
            assertThat(TorchScriptFeatures.open(torch, map, Trust.CODE).hash()).hasSize(64);
        }
    }

    @Test
    void otherFilesAndAnswersAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pt"), "no network");
        Path scalar = FeatureScripts.scalar(folder.resolve("scalar.pt"));
        try (Torch torch = Torch.open("cpu");
                NDScope scope = new NDScope()) {
            assertThatThrownBy(
                            () ->
                                    TorchScriptFeatures.open(
                                            torch, folder.resolve("none.pt"), Trust.CODE))
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith("There is no feature network");
            assertThatThrownBy(() -> TorchScriptFeatures.open(torch, text, Trust.CODE))
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith("text.pt cannot be opened as TorchScript");
            assertThatThrownBy(() -> TorchScriptFeatures.open(torch, scalar, Trust.NUMBERS))
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith("scalar.pt is TorchScript: a program");
            NDArray images = torch.array(new float[12], 1, 3, 2, 2);
            TorchScriptFeatures net = TorchScriptFeatures.open(torch, scalar, Trust.CODE);
            assertThatThrownBy(() -> net.apply(images))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("one that gives a vector or a map an image is needed");
        }
    }
}
