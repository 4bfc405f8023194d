package io.github.planfiji.command;

import ij.measure.ResultsTable;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.Trust;
import io.github.planfiji.ij.ReleaseTable;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.release.Pairing;
import io.github.planfiji.release.ReleaseOptions;
import io.github.planfiji.release.ReleaseResult;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.session.Plan;
import io.github.planfiji.walk.WalkOptions;
import java.io.File;
import java.io.IOException;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Makes a data set that one may release out of a private folder; goes on where it was stopped. */
@Plugin(
        type = Command.class,
        label = "PLAN Synthesize Dataset...",
        description = "Makes a folder of synthetic images that keep away from every real one.",
        headless = true)
public final class SynthesizeCommand extends PlanCommand {

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
            label = "Real images",
            description = "The private images that the released ones keep away from.",
            persist = false,
            attrs = @Attr(name = "group", value = "Private images"))
    private File images;

    @Parameter(
            label = "Labels (a table)",
            required = false,
            description = "Table with file, class and patient; empty: labels.csv or folder names.",
            persist = false,
            attrs = @Attr(name = "group", value = "Private images"))
    private File labels;

    @Parameter(
            label = "Unseen images",
            required = false,
            description =
                    "Images of other patients, to calibrate the margin with; empty: each patient is held out in turn.",
            persist = false,
            attrs = @Attr(name = "more"))
    private File unseen;

    @Parameter(
            label = "Invert the real images",
            description =
                    "Off: start from the codes of the training images that the model holds, which the real images must be.",
            persist = false,
            attrs = @Attr(name = "more"))
    private boolean invert = true;

    @Parameter(
            label = "Inversion steps",
            min = "0",
            description = "Refinement of each image's latent; more is nearer and slower.",
            persist = false,
            attrs = @Attr(name = "more"))
    private int inversion = 100;

    @Parameter(
            label = "Patients per group (k)",
            min = "2",
            description = "At least so many patients behind every point that walks join.",
            persist = false,
            attrs = @Attr(name = "group", value = "Release"))
    private int k = 5;

    @Parameter(
            label = "Images per class (0: as many as real)",
            min = "0",
            description = "0: as many as there are real ones.",
            persist = false,
            attrs = @Attr(name = "group", value = "Release"))
    private int per_class = 0;

    @Parameter(
            label = "Pairing",
            choices = {"random", "nearest", "ring"},
            description = "Which points of a class are joined by walks.",
            persist = false,
            attrs = @Attr(name = "more"))
    private String pairing = "random";

    @Parameter(
            label = "Steps",
            min = "3",
            description = "Points of a walk; its images are taken from between the two ends.",
            persist = false,
            attrs = @Attr(name = "more"))
    private int steps = 12;

    @Parameter(
            label = "Iterations",
            min = "1",
            description = "At most; a walk ends where its loss no longer falls.",
            persist = false,
            attrs = @Attr(name = "more"))
    private int iterations = 100;

    @Parameter(
            label = "Strength (1: the default weights)",
            min = "0",
            description = "Above 1: further from real patients, and from what the GAN draws well.",
            persist = false,
            attrs = @Attr(name = "more"))
    private double strength = 1;

    @Parameter(
            label = "Margin (%)",
            min = "0",
            max = "99",
            description =
                    "Quantile of the distances between images of different patients that every released image keeps from all real ones; 0: none.",
            persist = false,
            attrs = @Attr(name = "group", value = "Release"))
    private double margin = 5;

    @Parameter(label = "Keep latents (private)", persist = false, attrs = @Attr(name = "more"))
    private boolean latents = false;

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
            label = "Released folder",
            style = "directory",
            description = "What must stay private comes into a folder of the name -private beside.",
            persist = false,
            attrs = @Attr(name = "group", value = "Release"))
    private File output;

    @Parameter(type = ItemIO.OUTPUT, label = "PLAN released images")
    private ResultsTable released;

    @Override
    void execute(Progress progress) throws IOException {
        UserException.require(
                !output.toPath().toAbsolutePath().startsWith(images.toPath().toAbsolutePath()),
                "The released folder %s lies within the real images: give one outside of them.",
                output);
        ReleaseOptions defaults = ReleaseOptions.defaults();
        ReleaseOptions options =
                defaults.withPerClass(per_class)
                        .withPairing(Pairing.of(pairing))
                        .withWalk(
                                WalkOptions.of(steps)
                                        .withIterations(iterations)
                                        .withStrength(strength))
                        .withMargin(margin / 100, defaults.marginWeight())
                        .withLatents(latents)
                        .withSeed(seed);
        try (Plan plan = Plan.open(model.toPath(), device, Trust.of(trust))) {
            ImageSet reals = set(plan, images, labels, progress);
            if (unseen != null) plan.calibrateWith(set(plan, unseen, null, progress));
            released = ReleaseTable.of(release(plan, reals, options, progress));
        }
    }

    private ReleaseResult release(
            Plan plan, ImageSet reals, ReleaseOptions options, Progress progress)
            throws IOException {
        KSameOptions ksame = KSameOptions.of(k).withSeed(seed);
        return invert
                ? plan.release(
                        reals,
                        InversionOptions.of(inversion),
                        ksame,
                        options,
                        output.toPath(),
                        progress)
                : plan.release(reals, ksame, options, output.toPath(), progress);
    }

    private static ImageSet set(Plan plan, File files, File table, Progress progress) {
        return Sets.open(
                files, table, plan.manifest().resolution(), plan.manifest().channels(), progress);
    }
}
