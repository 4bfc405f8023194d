package io.github.planfiji.command;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.ImageSetOptions;
import io.github.planfiji.dataset.ImageSets;
import io.github.planfiji.ij.ImageJReader;
import io.github.planfiji.run.Progress;
import java.io.File;

/** Opens the image sets that commands name by files. */
final class Sets {

    private Sets() {}

    /**
     * @param labels a table, or null to take the one in the folder or the folders' names
     */
    static ImageSet open(
            File images, File labels, int resolution, int channels, Progress progress) {
        ImageSetOptions options = ImageSetOptions.of(images.toPath(), resolution, channels);
        if (labels != null) options = options.withLabels(labels.toPath());
        return ImageSets.open(options, new ImageJReader(), progress);
    }
}
