package io.github.planfiji.ij;

import ij.ImagePlus;
import io.github.planfiji.dataset.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keeps the sample sheets of a GAN in training: the newest in memory, all as PNG in "samples". */
public final class SampleSheets {

    private final Path folder;
    private ImagePlus latest;

    /**
     * @param modelFolder where the folder "samples" is made
     */
    public SampleSheets(Path modelFolder) {
        this.folder = modelFolder.resolve("samples");
    }

    /** Saves a sheet under the number of images that the GAN was shown. */
    public void show(long imagesShown, List<Picture> samples) {
        latest = ContactSheet.of("PLAN samples after " + imagesShown + " images", samples);
        try {
            Files.createDirectories(folder);
            ImageFile.savePng(
                    latest, folder.resolve("samples-%08d.png".formatted(imagesShown)), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest sheet, null before the first. */
    public ImagePlus latest() {
        return latest;
    }
}
