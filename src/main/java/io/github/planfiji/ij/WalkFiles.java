package io.github.planfiji.ij;

import ij.ImagePlus;
import io.github.planfiji.run.AtomicFile;
import io.github.planfiji.run.OutputFolder;
import io.github.planfiji.walk.WalkResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Saves a walk under the names that the documentation promises. */
public final class WalkFiles {

    /** Bits of the shown and saved stacks. */
    public static final Depth DEPTH = Depth.BYTE;

    private static final List<String> NAMES =
            List.of(
                    "walk-linear.tif",
                    "walk-plan.tif",
                    "walk.csv",
                    "walk.png",
                    "walk-latents-PRIVATE.npz");

    private WalkFiles() {}

    /**
     * Checks a folder before the work, so that none is lost at its end.
     *
     * @throws UserException if one of the files is there already or the folder cannot be written
     */
    public static void requireFree(Path folder) {
        OutputFolder.require(folder, NAMES);
    }

    /**
     * Writes {@code walk-linear.tif}, {@code walk-plan.tif}, {@code walk.csv} and {@code walk.png}.
     *
     * @param latents whether the private latents are written too, as {@code
     *     walk-latents-PRIVATE.npz}
     * @throws UserException if one of the files is there already
     */
    public static void save(
            WalkResult linear, WalkResult plan, ImagePlus figure, Path folder, boolean latents)
            throws IOException {
        requireFree(folder);
        Files.createDirectories(folder);
        AtomicFile.removeLeftovers(folder);
        ImageFile.saveTiff(WalkStack.of(linear, DEPTH), folder.resolve(NAMES.get(0)), false);
        ImageFile.saveTiff(WalkStack.of(plan, DEPTH), folder.resolve(NAMES.get(1)), false);
        WalkCsv.save(List.of(linear, plan), folder.resolve(NAMES.get(2)), false);
        ImageFile.savePng(figure, folder.resolve(NAMES.get(3)), false);
        if (latents)
            NpzWriter.write(
                    folder.resolve(NAMES.get(4)),
                    List.of("linear", "plan"),
                    List.of(linear.path().points(), plan.path().points()));
    }
}
