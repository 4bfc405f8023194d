package io.github.planfiji.command;

import ij.ImagePlus;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Trust;
import io.github.planfiji.ij.SampleSheets;
import io.github.planfiji.ij.StackImageSet;
import io.github.planfiji.run.OutputFolder;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.training.ModelOptions;
import io.github.planfiji.training.ModelTrainer;
import io.github.planfiji.training.TrainingData;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Trains every network of a model on a user's images; goes on where it was stopped. */
@Plugin(
        type = Command.class,
        label = "PLAN Train Model...",
        description = "Trains a generator, two classifiers and an encoder.",
        headless = true)
public final class TrainCommand extends PlanCommand {

    @Parameter(
            label = "Open stack",
            required = false,
            description = "Used where no images are given: slice labels are class/patient.",
            persist = false)
    private ImagePlus stack;

    @Parameter(
            label = "Images",
            required = false,
            description =
                    "A folder with one sub-folder a class, or images with a table, or an .npz file; empty: the open stack.",
            persist = false,
            attrs = {@Attr(name = "group", value = "Images"), @Attr(name = "remember")})
    private File images;

    @Parameter(
            label = "Labels (a table)",
            required = false,
            description = "Table with file, class and patient; empty: labels.csv or folder names.",
            persist = false,
            attrs = @Attr(name = "group", value = "Images"))
    private File labels;

    @Parameter(
            label = "Columns of the table",
            required = false,
            description =
                    "Names for file, class and patient, with commas between; empty: found by themselves.",
            persist = false,
            attrs = @Attr(name = "more"))
    private String columns = "";

    @Parameter(
            label = "Unseen images",
            required = false,
            description =
                    "Images of other patients, to measure with; empty: a fifth of the patients is set aside.",
            persist = false,
            attrs = @Attr(name = "more"))
    private File unseen;

    @Parameter(
            label = "Model folder",
            style = "directory",
            description = "Where the model is saved; a training that was stopped goes on.",
            persist = false,
            attrs = {@Attr(name = "group", value = "Model"), @Attr(name = "remember")})
    private File output;

    @Parameter(
            label = "Resolution (pixels)",
            choices = {"32", "64", "128", "256", "512", "1024"},
            persist = false,
            attrs = @Attr(name = "group", value = "Model"))
    private String resolution = "64";

    @Parameter(
            label = "Colour",
            choices = {"RGB", "grey"},
            persist = false,
            attrs = @Attr(name = "group", value = "Model"))
    private String colour = "RGB";

    @Parameter(
            label = "Network size",
            choices = {"small", "full"},
            description = "small trains on a CPU; full wants a GPU.",
            persist = false,
            attrs = @Attr(name = "group", value = "Model"))
    private String size = "small";

    @Parameter(
            label = "GAN length (thousand images)",
            min = "0.001",
            persist = false,
            attrs = @Attr(name = "group", value = "Training"))
    private double kimg = 60;

    @Parameter(
            label = "GAN minutes at most (0: no limit)",
            min = "0",
            description = "Then it is taken as it stands; 0: no limit.",
            persist = false,
            attrs = @Attr(name = "group", value = "Training"))
    private double minutes = 0;

    @Parameter(
            label = "Identity classifier epochs",
            description = "The condition classifier takes half as many.",
            min = "1",
            persist = false,
            attrs = @Attr(name = "more"))
    private int epochs = 40;

    @Parameter(label = "Encoder steps", min = "1", persist = false, attrs = @Attr(name = "more"))
    private int encoder = 1500;

    @Parameter(label = "Inversion steps", min = "0", persist = false, attrs = @Attr(name = "more"))
    private int inversion = 30;

    @Parameter(
            label = "Mirrored images are real too",
            persist = false,
            attrs = @Attr(name = "more"))
    private boolean mirror = false;

    @Parameter(label = "Seed", persist = false, attrs = @Attr(name = "more"))
    private long seed = 1;

    @Parameter(
            label = "Device",
            description = "auto, cpu, gpu, or gpu and a number.",
            persist = false,
            attrs = @Attr(name = "more"))
    private String device = "auto";

    @Parameter(
            label = "Trust the model's code",
            description =
                    "Needed where the model folder has a TorchScript generator: it is a program that runs with your rights.",
            persist = false,
            attrs = @Attr(name = "more"))
    private boolean trust = false;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus samples;

    @Override
    void execute(Progress progress) throws IOException {
        OutputFolder.require(output.toPath(), List.of());
        TrainingData data =
                data(Integer.parseInt(resolution), colour.equals("RGB") ? 3 : 1, progress);
        ModelOptions options =
                (size.equals("full")
                                ? ModelOptions.full(kimg, seed)
                                : ModelOptions.small(kimg, seed))
                        .withLengths(epochs, (epochs + 1) / 2, encoder, inversion)
                        .withMirror(mirror)
                        .withMinutes(minutes);
        Path folder = output.toPath();
        try (Torch torch = Torch.open(device)) {
            SampleSheets sheets = new SampleSheets(folder);
            new ModelTrainer(torch, data, options, folder, Trust.of(trust))
                    .train(progress, sheets::show);
            samples = sheets.latest();
        }
    }

    private TrainingData data(int side, int channels, Progress progress) {
        UserException.require(
                images != null || stack != null,
                "There are no images: give a folder (images=[...]), or open a stack with labelled slices.");
        ImageSet set =
                images == null
                        ? StackImageSet.of(stack, side, channels)
                        : Sets.open(images, labels, columns, side, channels, progress);
        return unseen == null
                ? TrainingData.split(set, 0.2, seed)
                : TrainingData.of(set, Sets.open(unseen, null, columns, side, channels, progress));
    }
}
