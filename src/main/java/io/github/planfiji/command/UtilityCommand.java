package io.github.planfiji.command;

import ij.measure.ResultsTable;
import io.github.planfiji.ij.ImageJReader;
import io.github.planfiji.ij.UtilityTable;
import io.github.planfiji.run.FolderLock;
import io.github.planfiji.run.Progress;
import io.github.planfiji.utility.NamedFolders;
import io.github.planfiji.utility.UtilityFiles;
import io.github.planfiji.utility.UtilityOptions;
import io.github.planfiji.utility.UtilityResult;
import io.github.planfiji.utility.UtilityStudy;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Compares training sets by the classifiers that can be trained on them. */
@Plugin(
        type = Command.class,
        label = "PLAN Compare Utility...",
        description = "Trains classifiers on several sets, tests all on the same real images.",
        headless = true)
public final class UtilityCommand extends PlanCommand {

    @Parameter(
            label = "Training sets (name=folder; ...)",
            description = "name=folder, with ; between; the real images are best called real.",
            persist = false,
            attrs = @Attr(name = "group", value = "Images"))
    private String sets = "";

    @Parameter(
            label = "Test images",
            style = "directory",
            description = "Real images of patients that no network was trained on.",
            persist = false,
            attrs = @Attr(name = "group", value = "Images"))
    private File test;

    @Parameter(
            label = "Resolution (pixels)",
            min = "4",
            max = "1024",
            description = "All images are brought to this size, in pixels.",
            persist = false,
            attrs = @Attr(name = "group", value = "Images"))
    private int resolution = 64;

    @Parameter(
            label = "Colour",
            choices = {"RGB", "grey"},
            persist = false,
            attrs = @Attr(name = "group", value = "Images"))
    private String colour = "RGB";

    @Parameter(
            label = "Images shown in a training",
            min = "1",
            description = "The same for all sets; 10000 takes a minute or two at 64 pixels.",
            persist = false,
            attrs = @Attr(name = "group", value = "Trainings"))
    private int shown = 10000;

    @Parameter(
            label = "Trainings on each set",
            min = "3",
            description = "From seeds that follow the first.",
            persist = false,
            attrs = @Attr(name = "group", value = "Trainings"))
    private int seeds = 3;

    @Parameter(label = "First seed", persist = false, attrs = @Attr(name = "more"))
    private long seed = 1;

    @Parameter(
            label = "Device",
            description = "auto, cpu, gpu, or gpu and a number.",
            persist = false,
            attrs = @Attr(name = "more"))
    private String device = "auto";

    @Parameter(
            label = "Results folder",
            style = "directory",
            description = "Gets utility.csv, utility.json, and private losses of single images.",
            persist = false,
            attrs = @Attr(name = "group", value = "Report"))
    private File output;

    @Parameter(type = ItemIO.OUTPUT, label = "PLAN utility")
    private ResultsTable table;

    @Override
    void execute(Progress progress) throws IOException {
        UtilityOptions options =
                UtilityOptions.of(resolution, colour.equals("RGB") ? 3 : 1, seed, seeds)
                        .withShown(List.of(shown));
        try (FolderLock lock = UtilityFiles.claim(output.toPath())) {
            UtilityStudy study =
                    UtilityStudy.open(
                            NamedFolders.parse(sets),
                            test.toPath(),
                            options,
                            new ImageJReader(),
                            progress);
            UtilityResult result = study.run(device, output.toPath(), progress);
            UtilityFiles.write(result, output.toPath());
            table = UtilityTable.of(result);
        }
    }
}
