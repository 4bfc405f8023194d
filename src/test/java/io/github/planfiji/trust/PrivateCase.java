package io.github.planfiji.trust;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.ImageSetOptions;
import io.github.planfiji.dataset.ImageSets;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.ij.ImageJReader;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.inversion.Inverter;
import io.github.planfiji.run.Progress;
import io.github.planfiji.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model, the private images that it knows, and a scanner for everything about them that must not
 * get out: patients, names of files and folders, latents.
 */
record PrivateCase(Path model, PrivateImages images, LeakScanner scanner) {

    /** As commands must invert, so that the scanner knows their latents. */
    static final int INVERSION_STEPS = 2;

    static PrivateCase plant(Path folder) throws IOException {
        Path model = TinyModel.write(Files.createDirectory(folder.resolve("mödel 模 one")));
        try (Torch torch = Torch.open("cpu");
                Model opened = Model.open(torch, model)) {
            PrivateImages images = PrivateImages.write(opened, folder);
            ImageSet set =
                    ImageSets.open(
                            ImageSetOptions.of(images.folder(), TinyModel.RESOLUTION, 3)
                                    .withLabels(images.table()),
                            new ImageJReader(),
                            Progress.SILENT);
            float[][] codes =
                    new Inverter(opened, InversionOptions.of(INVERSION_STEPS))
                            .invert(set, Progress.SILENT);
            LeakScanner scanner = LeakScanner.of(set, codes);
            for (float[] code : opened.codes().orElseThrow().latents()) scanner.withLatent(code);
            scanner.withText(folder.getFileName().toString())
                    .withText(images.folder().getFileName().toString());
            return new PrivateCase(model, images, scanner);
        }
    }
}
