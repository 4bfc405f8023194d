package io.github.planfiji.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.Trust;
import io.github.planfiji.ij.HostProgress;
import io.github.planfiji.ij.KSameFiles;
import io.github.planfiji.ij.KSameStack;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.ksame.KSameResult;
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
            description = "The folder of a trained model (with model.json).",
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
            label = "Inversion steps",
            min = "0",
            description = "Refinement of each image's latent; more is nearer and slower.",
            persist = false,
            attrs = @Attr(name = "more"))
    private int inversion = 100;

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
    void execute(HostProgress progress) throws IOException {
        if (folder != null) KSameFiles.requireFree(folder.toPath());
        try (Plan plan = Plan.open(model.toPath(), device, Trust.of(trust))) {
            KSameOptions options = KSameOptions.of(k).withSeed(seed);
            KSameResult result = anonymize(plan, options, progress);
            output =
                    KSameStack.of(
                            result,
                            plan.synthesize(KSameStack.codes(result)),
                            plan.provenance(seed, options.entries()));
            groups = KSameStack.table(result);
            if (folder != null) KSameFiles.save(result, output, folder.toPath());
        }
    }

    private KSameResult anonymize(Plan plan, KSameOptions options, HostProgress progress)
            throws IOException {
        if (images == null) return plan.anonymize(options, progress);
        ImageSet set =
                Sets.open(
                        images,
                        labels,
                        plan.manifest().resolution(),
                        plan.manifest().channels(),
                        progress);
        return plan.anonymize(set, InversionOptions.of(inversion), options, progress);
    }
}
