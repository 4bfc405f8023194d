package io.github.planfiji.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.dataset.phantom.PhantomOptions;
import io.github.planfiji.dataset.phantom.PhantomSet;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.ModelBundle;
import io.github.planfiji.engine.ModelManifest;
import io.github.planfiji.engine.ScriptNets;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.TorchScriptGeneratorShape;
import io.github.planfiji.engine.Trust;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generator that somebody else trained gets classifiers and an encoder of this program. */
class OtherGeneratorTest {

    private static final ModelOptions OPTIONS =
            new ModelOptions(0.032, true, 16, 1, 256, 16, false, 1, 1, 2, 1, 0, 1);

    @TempDir Path folder;

    @Test
    void classifiersAndEncoderAreTrainedAroundIt() throws IOException {
        TrainingData data = TrainingData.split(greyPhantoms(), 0.3, 1);
        Path model = folder.resolve("model");
        ModelBundle bundle =
                ModelBundle.create(
                        model,
                        ModelManifest.of("test", ScriptNets.SIDE, 1, data.train().classes()));
        bundle.putTorchScript(
                Model.GENERATOR,
                false,
                TorchScriptGeneratorShape.ofZ(ScriptNets.LATENT),
                ScriptNets.generator(folder.resolve("net.pt")),
                Map.of());
        try (Torch torch = Torch.open("cpu")) {
            assertThatThrownBy(() -> train(new ModelTrainer(torch, data, OPTIONS, model)))
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith("generator.pt is TorchScript");
            train(new ModelTrainer(torch, data, OPTIONS, model, Trust.CODE));
            assertThat(bundle.manifest().networks())
                    .containsOnlyKeys("generator", "identity", "condition", "encoder", "codes");
            try (Model opened = Model.open(torch, model, Trust.CODE)) {
                assertThat(opened.codes().orElseThrow().shape().dimension())
                        .isEqualTo(ScriptNets.LATENT);
            }
        }
    }

    private static void train(ModelTrainer trainer) throws IOException {
        trainer.train(Progress.SILENT, (n, samples) -> {});
    }

    /** The upper left corners of phantoms, of their first channel. */
    private static ImageSet greyPhantoms() {
        ImageSet set = PhantomSet.generate(PhantomOptions.of(12, 3, 32, 1), Progress.SILENT);
        List<Sample> samples = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        int side = ScriptNets.SIDE;
        for (int i = 0; i < set.size(); i++) {
            float[] grey = new float[side * side];
            for (int p = 0; p < grey.length; p++)
                grey[p] = set.picture(i).at(0, p / side, p % side);
            samples.add(set.sample(i));
            pictures.add(new Picture(1, side, side, grey));
        }
        return new ImageSet(samples, pictures);
    }
}
