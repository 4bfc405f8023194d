package io.github.planfiji.testing;

import io.github.planfiji.engine.ImageRange;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.ModelBundle;
import io.github.planfiji.engine.ModelManifest;
import io.github.planfiji.engine.ScriptNets;
import io.github.planfiji.engine.TorchScriptGeneratorShape;
import io.github.planfiji.engine.TorchScriptNetShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A model bundle of TorchScript networks only: grey images of 28 x 28 pixels from z, classes "left"
 * and "right" by the brighter half, an identity classifier of five people.
 */
public final class ScriptModel {

    private static final ImageRange UNIT = ImageRange.of(0, 1);

    private ScriptModel() {}

    /**
     * Writes the bundle.
     *
     * @return the folder
     */
    public static Path write(Path folder) throws IOException {
        Path source = Files.createTempFile("net", ".pt");
        ModelBundle bundle =
                ModelBundle.create(
                        folder,
                        ModelManifest.of("a test", ScriptNets.SIDE, 1, List.of("left", "right")));
        put(
                bundle,
                Model.GENERATOR,
                new TorchScriptGeneratorShape("z", ScriptNets.LATENT, 0, 0, 0, UNIT),
                ScriptNets.generator(source));
        put(bundle, Model.CONDITION, net(2, "logits"), ScriptNets.halves(source));
        put(bundle, Model.IDENTITY, net(5, "logits"), ScriptNets.bands(source, 5));
        put(bundle, Model.PERCEPTUAL, net(5, "features"), ScriptNets.bands(source, 5));
        Files.delete(source);
        return folder;
    }

    private static TorchScriptNetShape net(int outputs, String answer) {
        return new TorchScriptNetShape(1, outputs, answer, UNIT);
    }

    private static void put(ModelBundle bundle, String name, Object shape, Path file)
            throws IOException {
        boolean isPrivate = name.equals(Model.IDENTITY);
        bundle.putTorchScript(name, isPrivate, shape, file, Map.of("source", "a test"));
    }
}
