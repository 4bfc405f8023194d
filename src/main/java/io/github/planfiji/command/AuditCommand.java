package io.github.planfiji.command;

import ij.measure.ResultsTable;
import io.github.planfiji.audit.AuditInput;
import io.github.planfiji.audit.AuditOptions;
import io.github.planfiji.audit.AuditSets;
import io.github.planfiji.audit.WalkCurve;
import io.github.planfiji.audit.report.Report;
import io.github.planfiji.audit.report.ReportFiles;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.Trust;
import io.github.planfiji.ij.AuditTable;
import io.github.planfiji.run.Progress;
import io.github.planfiji.session.Plan;
import io.github.planfiji.training.TrainingData;
import java.io.File;
import java.io.IOException;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Audits a folder of released images against the real ones, and writes the report. */
@Plugin(
        type = Command.class,
        label = "PLAN Audit Dataset...",
        description = "Looks for traces of real patients in a released image set.",
        headless = true)
public final class AuditCommand extends PlanCommand {

    private static final double SET_ASIDE = 0.2;

    @Parameter(
            label = "Model",
            style = "directory",
            description = "Its networks describe the images.",
            persist = false,
            attrs = {
                @Attr(name = "initial", value = "models/plan-sample"),
                @Attr(name = "remember")
            })
    private File model;

    @Parameter(
            label = "Released images",
            description = "The folder that is to be released.",
            persist = false,
            attrs = @Attr(name = "group", value = "Images"))
    private File released;

    @Parameter(
            label = "Real images",
            description = "Those that the model was trained on.",
            persist = false,
            attrs = @Attr(name = "group", value = "Images"))
    private File images;

    @Parameter(
            label = "Labels of the real images",
            required = false,
            description = "Table with file, class and patient; empty: labels.csv or folder names.",
            persist = false,
            attrs = @Attr(name = "group", value = "Images"))
    private File labels;

    @Parameter(
            label = "Held-out real images",
            required = false,
            description =
                    "Images of patients that nothing was trained on; empty: those that PLAN Train Model set aside from the real images with this seed.",
            persist = false,
            attrs = @Attr(name = "group", value = "Images"))
    private File heldout;

    @Parameter(
            label = "Labels of the held-out images",
            required = false,
            description = "Table with file, class and patient; empty: labels.csv or folder names.",
            persist = false,
            attrs = @Attr(name = "group", value = "Images"))
    private File heldoutLabels;

    @Parameter(
            label = "Walks",
            required = false,
            description =
                    "A walk.csv that PLAN Walk saved, or a folder of them, for the distance along the way.",
            persist = false,
            attrs = @Attr(name = "more"))
    private File walks;

    @Parameter(
            label = "Distance network (LPIPS)",
            required = false,
            description =
                    "TorchScript, of two RGB images in -1..1, needs trust; empty: the model's perceptual net gives mmL.",
            persist = false,
            attrs = @Attr(name = "more"))
    private File distance;

    @Parameter(
            label = "Matcher epochs",
            min = "0",
            description =
                    "Trains a network to recognise the patients; 0: only the given networks try it.",
            persist = false,
            attrs = @Attr(name = "more"))
    private int matcher = 10;

    @Parameter(label = "Seed", persist = false, attrs = @Attr(name = "more"))
    private long seed = 1;

    @Parameter(
            label = "Device",
            description = "auto, cpu, gpu, or gpu and a number.",
            persist = false,
            attrs = @Attr(name = "more"))
    private String device = "auto";

    @Parameter(
            label = "Trust the networks' code",
            description =
                    "Needed for TorchScript networks: they are programs that run with your rights.",
            persist = false,
            attrs = @Attr(name = "more"))
    private boolean trust = false;

    @Parameter(
            label = "Save to folder",
            style = "directory",
            persist = false,
            description = "Writes 'report' (to share) and 'private' (with real images) there.",
            attrs = @Attr(name = "group", value = "Report"))
    private File folder;

    @Parameter(type = ItemIO.OUTPUT, label = "PLAN audit")
    private ResultsTable figures;

    @Parameter(type = ItemIO.OUTPUT)
    private String verdict;

    @Override
    void execute(Progress progress) throws IOException {
        ReportFiles.requireFree(folder.toPath());
        try (Plan plan = Plan.open(model.toPath(), device, Trust.of(trust))) {
            AuditInput input = input(plan, progress);
            if (distance != null)
                input = input.withDistance(plan.pairDistance(distance.toPath(), Trust.of(trust)));
            if (walks != null)
                for (WalkCurve walk : WalkCurve.read(walks.toPath())) input = input.withWalk(walk);
            AuditOptions options = AuditOptions.of(seed).withMatcher(matcher);
            Report report = plan.audit(input, options, progress).report();
            figures = AuditTable.of(report);
            verdict = report.verdict() + " " + ReportFiles.save(report, folder.toPath());
        }
    }

    private AuditInput input(Plan plan, Progress progress) {
        int side = plan.manifest().resolution();
        int channels = plan.manifest().channels();
        ImageSet made = Sets.open(released, null, side, channels, progress);
        ImageSet real = Sets.open(images, labels, side, channels, progress);
        if (heldout != null)
            return AuditInput.of(
                    new AuditSets(
                            made,
                            real,
                            Sets.open(heldout, heldoutLabels, side, channels, progress)));
        TrainingData data = TrainingData.split(real, SET_ASIDE, seed);
        return AuditInput.of(new AuditSets(made, data.train(), data.unseen()))
                .withRemark(
                        "Whether the held-out images are unknown to the model: they were set aside from the given ones by the rule and seed of PLAN Train Model. If the model was trained otherwise, the attacks and the hold-out share say nothing.");
    }
}
