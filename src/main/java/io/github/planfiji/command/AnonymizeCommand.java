package io.github.planfiji.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.ModelManifest;
import io.github.planfiji.engine.Trust;
import io.github.planfiji.ij.KSameFiles;
import io.github.planfiji.ij.KSameStack;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.ksalsa.KSalsaOptions;
import io.github.planfiji.ksame.GroupingRule;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.ksame.KSameOptions.Remainder;
import io.github.planfiji.ksame.KSameOptions.Scope;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.session.AnonymizationMethod;
import io.github.planfiji.session.Anonymized;
import io.github.planfiji.session.Anonymizer;
import io.github.planfiji.session.MethodOptions;
import io.github.planfiji.session.Plan;
import java.io.File;
import java.io.IOException;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * k-same anonymisation in the latent space: groups of k patients become one synthetic image each.
 */
@Plugin(
        type = Command.class,
        label = "PLAN Anonymize...",
        description = "Makes one synthetic image of every k patients.",
        headless = true)
public final class AnonymizeCommand extends PlanCommand {

    @Parameter(
            label = "Model",
            style = "directory",
            required = false,
            description =
                    "The folder of a trained model (with model.json); pixel and eigen need none.",
            persist = false,
            attrs = {
                @Attr(name = "initial", value = "models/plan-sample"),
                @Attr(name = "remember")
            })
    private File model;

    @Parameter(
            label = "Images (empty: the training images)",
            required = false,
            description = "Images to anonymise; empty: those the model was trained on.",
            persist = false)
    private File images;

    @Parameter(
            label = "Labels (a table)",
            required = false,
            description = "Table with file, class and patient; empty: labels.csv or folder names.",
            persist = false)
    private File labels;

    @Parameter(
            label = "Patients per group (k)",
            min = "2",
            description = "At least so many patients behind every image.",
            persist = false)
    private int k = 5;

    @Parameter(
            label = "Method",
            choices = {"centroid", "k-SALSA", "interpolation", "pixel", "eigen"},
            description = "How a group becomes an image; pixel and eigen average pictures.",
            persist = false)
    private String method = "centroid";

    @Parameter(
            label = "Groups",
            choices = {"within classes", "all classes"},
            description = "Groups within a class disclose the class of every member.",
            persist = false,
            attrs = @Attr(name = "more"))
    private String scope = "within classes";

    @Parameter(
            label = "Remainder",
            choices = {"join", "suppress"},
            description = "Patients beyond a multiple of k join a group, or are left out.",
            persist = false,
            attrs = @Attr(name = "more"))
    private String remainder = "join";

    @Parameter(
            label = "Grouping rule",
            choices = {"mdav", "farthest first"},
            persist = false,
            attrs = @Attr(name = "more"))
    private String rule = "mdav";

    @Parameter(
            label = "k-SALSA steps",
            min = "1",
            description = "Of its optimiser; the paper took 100.",
            persist = false,
            attrs = @Attr(name = "more"))
    private int salsa = 100;

    @Parameter(
            label = "k-SALSA features",
            required = false,
            description =
                    "TorchScript, of images in -1..1, needs trust; empty: the model's encoder.",
            persist = false,
            attrs = @Attr(name = "more"))
    private File features;

    @Parameter(
            label = "Principal components",
            min = "1",
            description = "That the eigen method keeps.",
            persist = false,
            attrs = @Attr(name = "more"))
    private int components = 50;

    @Parameter(
            label = "Resolution",
            min = "8",
            description = "Of the images in pixels, if there is no model.",
            persist = false,
            attrs = @Attr(name = "more"))
    private int resolution = 128;

    @Parameter(
            label = "Inversion steps",
            min = "0",
            description = "Refinement of each image's latent; more is nearer and slower.",
            persist = false,
            attrs = @Attr(name = "more"))
    private int inversion = 30;

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
            description =
                    "Writes 'released' (images, certificate) and 'private' (member list) there.")
    private File folder;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus output;

    @Parameter(type = ItemIO.OUTPUT, label = "PLAN k-same groups")
    private ResultsTable groups;

    @Override
    void execute(Progress progress) throws IOException {
        if (folder != null) KSameFiles.requireFree(folder.toPath());
        KSameOptions options =
                KSameOptions.of(k)
                        .withSeed(seed)
                        .withScope(Scope.valueOf(Choices.constant(scope)))
                        .withRemainder(Remainder.valueOf(Choices.constant(remainder)))
                        .withRule(GroupingRule.valueOf(Choices.constant(rule)));
        if (model == null) {
            UserException.require(images != null, "Give a model, or images, or both.");
            ImageSet set = Sets.open(images, labels, resolution, 3, progress);
            run(Anonymizer.of(set), options, progress);
        } else
            try (Plan plan = Plan.open(model.toPath(), device, Trust.of(trust))) {
                run(anonymizer(plan, progress), options, progress);
            }
    }

    private Anonymizer anonymizer(Plan plan, Progress progress) {
        if (images == null) return Anonymizer.of(plan);
        ModelManifest manifest = plan.manifest();
        ImageSet set =
                Sets.open(images, labels, manifest.resolution(), manifest.channels(), progress);
        return Anonymizer.of(plan, set, InversionOptions.of(inversion));
    }

    private void run(Anonymizer anonymizer, KSameOptions options, Progress progress)
            throws IOException {
        MethodOptions how =
                MethodOptions.defaults()
                        .withKSalsa(KSalsaOptions.of(salsa))
                        .withComponents(components)
                        .withFeatures(features == null ? null : features.toPath(), Trust.of(trust));
        Anonymized made =
                anonymizer.with(how).anonymize(AnonymizationMethod.of(method), options, progress);
        output = KSameStack.of(made.result(), made.pictures(), made.provenance());
        groups = KSameStack.table(made.result());
        if (folder != null) KSameFiles.save(made.result(), output, folder.toPath());
    }
}
