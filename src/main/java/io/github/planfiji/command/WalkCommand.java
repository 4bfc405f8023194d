package io.github.planfiji.command;

import ij.ImagePlus;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.Trust;
import io.github.planfiji.ij.LinkedCurve;
import io.github.planfiji.ij.WalkFigure;
import io.github.planfiji.ij.WalkFiles;
import io.github.planfiji.ij.WalkPlot;
import io.github.planfiji.ij.WalkStack;
import io.github.planfiji.run.Progress;
import io.github.planfiji.session.EndPoints;
import io.github.planfiji.session.Plan;
import io.github.planfiji.session.WalkPair;
import io.github.planfiji.walk.Solver;
import io.github.planfiji.walk.SolverOptions;
import io.github.planfiji.walk.WalkOptions;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Walks from one point of the latent space to another by PLAN, beside the straight walk. */
@Plugin(
        type = Command.class,
        label = "PLAN Walk...",
        description = "Walks between two anonymised points, away from real patients.",
        headless = true)
public final class WalkCommand extends PlanCommand {

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
            label = "From",
            description = "group N, seed N or image NAME.",
            persist = false,
            attrs = @Attr(name = "group", value = "End points"))
    private String from = "group 1";

    @Parameter(
            label = "To",
            description = "group N, seed N or image NAME.",
            persist = false,
            attrs = @Attr(name = "group", value = "End points"))
    private String to = "group 2";

    @Parameter(
            label = "Patients per group (k)",
            min = "2",
            description = "At least so many patients behind every group.",
            persist = false,
            attrs = @Attr(name = "group", value = "End points"))
    private int k = 5;

    @Parameter(
            label = "Condition",
            required = false,
            description = "Class of the walk; empty: that of the first point.",
            persist = false,
            attrs = @Attr(name = "more"))
    private String condition = "";

    @Parameter(
            label = "Steps",
            min = "3",
            description = "Images of the walk, both ends counted.",
            persist = false,
            attrs = @Attr(name = "group", value = "Walk"))
    private int steps = 24;

    @Parameter(
            label = "Iterations",
            min = "1",
            description = "At most; quasi-newton ends where the loss no longer falls.",
            persist = false,
            attrs = @Attr(name = "group", value = "Walk"))
    private int iterations = 500;

    @Parameter(
            label = "Strength (1: the default weights)",
            min = "0",
            description = "Above 1: further from real patients, and from what the GAN draws well.",
            persist = false,
            attrs = @Attr(name = "more"))
    private double strength = 1;

    @Parameter(
            label = "Solver",
            choices = {"quasi-newton", "adam"},
            description = "adam is the published one; it takes many more iterations.",
            persist = false,
            attrs = @Attr(name = "more"))
    private String solver = "quasi-newton";

    @Parameter(
            label = "Compare with the straight walk",
            persist = false,
            attrs = @Attr(name = "group", value = "Walk"))
    private boolean compare = true;

    @Parameter(
            label = "Each in a window of its own",
            description = "The straight walk beside PLAN's, their frames in step.",
            persist = false,
            attrs = @Attr(name = "group", value = "Walk"))
    private boolean windows = false;

    @Parameter(
            label = "Measure distance to images",
            required = false,
            description = "To measure the distance to; never shown.",
            persist = false,
            attrs = @Attr(name = "group", value = "Walk"))
    private File images;

    @Parameter(
            label = "Labels of these images",
            required = false,
            persist = false,
            attrs = @Attr(name = "more"))
    private File labels;

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
            description = "Writes the stacks, walk.csv and walk.png there.",
            attrs = @Attr(name = "group", value = "Saving"))
    private File folder;

    @Parameter(label = "Save latents too (private)", persist = false, attrs = @Attr(name = "more"))
    private boolean latents = false;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus output;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus straight;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus figure;

    @Override
    void execute(Progress progress) throws IOException {
        if (folder != null) WalkFiles.requireFree(folder.toPath());
        try (Plan plan = Plan.open(model.toPath(), device, Trust.of(trust))) {
            Optional<ImageSet> set =
                    images == null
                            ? Optional.empty()
                            : Optional.of(
                                    Sets.open(
                                            images,
                                            labels,
                                            plan.manifest().resolution(),
                                            plan.manifest().channels(),
                                            progress));
            if (set.isPresent()) plan.measureAgainst(set.get(), progress);
            EndPoints ends = new EndPoints(plan, k, set, progress);
            WalkPair walks =
                    WalkPair.walk(
                            plan,
                            ends.find(from),
                            ends.find(to),
                            condition,
                            WalkOptions.of(steps)
                                    .withSearch(SolverOptions.of(Solver.named(solver)))
                                    .withIterations(iterations)
                                    .withStrength(strength),
                            progress);
            show(walks);
            figure = WalkFigure.of(walks.both(), Math.min(8, steps));
            if (folder != null)
                WalkFiles.save(walks.linear(), walks.plan(), figure, folder.toPath(), latents);
        }
    }

    private void show(WalkPair walks) {
        boolean beside = compare && !windows;
        output =
                beside
                        ? WalkStack.sideBySide(walks.linear(), walks.plan(), WalkFiles.DEPTH)
                        : WalkStack.of(walks.plan(), WalkFiles.DEPTH);
        if (windows) straight = WalkStack.of(walks.linear(), WalkFiles.DEPTH);
        LinkedCurve.show(
                windows ? List.of(output, straight) : List.of(output),
                WalkPlot.distance(walks.both()));
    }
}
