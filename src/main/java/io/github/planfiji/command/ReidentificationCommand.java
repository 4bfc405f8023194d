package io.github.planfiji.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.planfiji.audit.ReidentificationRow;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.ModelManifest;
import io.github.planfiji.engine.Trust;
import io.github.planfiji.ij.ReidentificationFiles;
import io.github.planfiji.ij.ReidentificationPlot;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.ksalsa.KSalsaOptions;
import io.github.planfiji.ksame.KSameOptions.Scope;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Provenance;
import io.github.planfiji.run.UserException;
import io.github.planfiji.session.AnonymizationMethod;
import io.github.planfiji.session.MethodOptions;
import io.github.planfiji.session.Plan;
import io.github.planfiji.session.Reidentification;
import io.github.planfiji.session.ReidentificationOptions;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Attacks k-same releases of an image set, of several methods and k, against the line 1/k. */
@Plugin(
        type = Command.class,
        label = "PLAN Re-identification Curve...",
        description = "Anonymises by several methods and k, and tries to name the patients.",
        headless = true)
public final class ReidentificationCommand extends PlanCommand {

    @Parameter(
            label = "Model",
            style = "directory",
            required = false,
            description = "The folder of a trained model; pixel and eigen need none.",
            persist = false,
            attrs = {
                @Attr(name = "initial", value = "models/plan-sample"),
                @Attr(name = "remember")
            })
    private File model;

    @Parameter(
            label = "Images",
            description = "Patients with two images or more; one of each is set apart to attack.",
            persist = false,
            attrs = @Attr(name = "remember"))
    private File images;

    @Parameter(
            label = "Labels",
            required = false,
            description = "Table with file, class and patient; empty: labels.csv or folder names.",
            persist = false)
    private File labels;

    @Parameter(
            label = "Methods",
            description = "With commas between: centroid, k-SALSA, interpolation, pixel, eigen.",
            persist = false)
    private String methods = "centroid, k-SALSA, interpolation, pixel, eigen";

    @Parameter(label = "k", description = "Several, with commas between.", persist = false)
    private String k = "2, 3, 5, 10";

    @Parameter(
            label = "Groups",
            choices = {"within classes", "all classes"},
            description = "Groups within a class disclose the class of every member.",
            persist = false,
            attrs = @Attr(name = "more"))
    private String scope = "within classes";

    @Parameter(
            label = "Inversion steps",
            min = "0",
            description = "Refinement of each image's latent; more is nearer and slower.",
            persist = false,
            attrs = @Attr(name = "more"))
    private int inversion = 10;

    @Parameter(
            label = "k-SALSA steps",
            min = "1",
            description = "Of its optimiser; the paper took 100.",
            persist = false,
            attrs = @Attr(name = "more"))
    private int salsa = 100;

    @Parameter(
            label = "Matcher epochs",
            min = "0",
            description = "Training of the identity network that attacks; 0: pixels only.",
            persist = false,
            attrs = @Attr(name = "more"))
    private int epochs = 20;

    @Parameter(
            label = "Resolution",
            min = "8",
            description = "Of the images in pixels, if there is no model.",
            persist = false,
            attrs = @Attr(name = "more"))
    private int resolution = 64;

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
                    "Needed for TorchScript networks: they are programs that run with your rights.",
            persist = false,
            attrs = @Attr(name = "more"))
    private boolean trust = false;

    @Parameter(
            label = "Save to folder",
            required = false,
            style = "directory",
            persist = false,
            description = "Writes reidentification.csv, .json and two plots as .png there.")
    private File folder;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus plot;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus members;

    @Parameter(type = ItemIO.OUTPUT, label = "PLAN re-identification")
    private ResultsTable rates;

    @Override
    void execute(Progress progress) throws IOException {
        if (folder != null) ReidentificationFiles.requireFree(folder.toPath());
        ReidentificationOptions options =
                ReidentificationOptions.of(items(methods).map(AnonymizationMethod::of).toList())
                        .withKs(items(k).map(ReidentificationCommand::whole).toList())
                        .withScope(Scope.valueOf(Choices.constant(scope)))
                        .withMethods(MethodOptions.defaults().withKSalsa(KSalsaOptions.of(salsa)))
                        .withEpochs(epochs)
                        .withSeed(seed);
        if (model == null) {
            ImageSet set = Sets.open(images, labels, resolution, 3, progress);
            show(
                    Reidentification.curve(set, options, device, progress),
                    Provenance.withoutModel(seed, options.entries()));
        } else
            try (Plan plan = Plan.open(model.toPath(), device, Trust.of(trust))) {
                ModelManifest shape = plan.manifest();
                ImageSet set =
                        Sets.open(images, labels, shape.resolution(), shape.channels(), progress);
                InversionOptions how = InversionOptions.of(inversion);
                show(
                        Reidentification.curve(plan, set, how, options, device, progress),
                        plan.provenance(seed, options.entries()));
            }
    }

    private void show(List<ReidentificationRow> rows, Provenance provenance) throws IOException {
        plot = ReidentificationPlot.of(rows).getImagePlus();
        members = ReidentificationPlot.ofMembers(rows).getImagePlus();
        rates = ReidentificationFiles.table(rows);
        if (folder != null)
            ReidentificationFiles.save(rows, provenance, plot, members, folder.toPath());
    }

    private static Stream<String> items(String text) {
        return Arrays.stream(text.split(",")).map(String::trim).filter(t -> !t.isEmpty());
    }

    private static int whole(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new UserException(
                    "k = \"" + text + "\" is no whole number: give for example 2, 3, 5.", e);
        }
    }
}
