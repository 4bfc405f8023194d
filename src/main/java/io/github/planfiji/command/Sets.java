package io.github.planfiji.command;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.ImageSetOptions;
import io.github.planfiji.dataset.ImageSets;
import io.github.planfiji.ij.ImageJReader;
import io.github.planfiji.run.Progress;
import java.io.File;
import java.util.Arrays;

/** Opens the image sets that commands name by files. */
final class Sets {

    private Sets() {}

    /**
     * @param labels a table, or null to take the one in the folder or the folders' names
     * @param columns the table's names for file, class and patient with commas between, each or all
     *     of them empty to be found by themselves
     */
    static ImageSet open(
            File images,
            File labels,
            String columns,
            int resolution,
            int channels,
            Progress progress) {
        String[] names = Arrays.copyOf((columns == null ? "" : columns).split("\\s*,\\s*", 3), 3);
        ImageSetOptions options =
                ImageSetOptions.of(images.toPath(), resolution, channels)
                        .withLabels(labels == null ? null : labels.toPath())
                        .withColumns(names[0], names[1], names[2]);
        return ImageSets.open(options, new ImageJReader(), progress);
    }

    /** The same with columns found by themselves. */
    static ImageSet open(
            File images, File labels, int resolution, int channels, Progress progress) {
        return open(images, labels, "", resolution, channels, progress);
    }
}
