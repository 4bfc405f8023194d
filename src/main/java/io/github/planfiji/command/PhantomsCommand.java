package io.github.planfiji.command;

import ij.ImagePlus;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.phantom.PhantomOptions;
import io.github.planfiji.dataset.phantom.PhantomSet;
import io.github.planfiji.ij.ImageSetStack;
import io.github.planfiji.run.Progress;
import java.io.File;
import java.io.IOException;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Draws phantom fundus photographs: nobody's eyes, with patients, visits and grades. */
@Plugin(
        type = Command.class,
        label = "PLAN Phantom Fundus Photographs...",
        description = "Draws fundus photographs of invented patients.",
        headless = true)
public final class PhantomsCommand extends PlanCommand {

    @Parameter(label = "Patients", min = "1", max = "100000", persist = false)
    private int patients = 24;

    @Parameter(label = "Images of a patient", min = "1", max = "1000", persist = false)
    private int images = 4;

    @Parameter(label = "Size (pixels)", min = "32", max = "1024", persist = false)
    private int size = 128;

    @Parameter(label = "Seed", persist = false)
    private long seed = 1;

    @Parameter(
            label = "Save to folder",
            required = false,
            style = "directory",
            persist = false,
            description = "Also writes PNG files and labels.csv there.")
    private File folder;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus output;

    @Override
    void execute(Progress progress) throws IOException {
        PhantomOptions options = PhantomOptions.of(patients, images, size, seed);
        ImageSet set = PhantomSet.generate(options, progress);
        if (folder != null) PhantomSet.write(options, folder.toPath(), progress);
        output = ImageSetStack.of("Phantom fundus photographs", set);
    }
}
