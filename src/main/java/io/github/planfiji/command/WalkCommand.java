package io.github.planfiji.command;

import ij.ImagePlus;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.ij.HostProgress;
import io.github.planfiji.ij.WalkFigure;
import io.github.planfiji.ij.WalkFiles;
import io.github.planfiji.ij.WalkStack;
import io.github.planfiji.session.EndPoints;
import io.github.planfiji.session.Plan;
import io.github.planfiji.session.WalkPair;
import io.github.planfiji.walk.WalkOptions;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
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
            description = "The folder of a trained model (with model.json).")
    private File model;

    @Parameter(label = "From", description = "group N, seed N or image NAME.")
    private String from = "group 1";

    @Parameter(label = "To", description = "group N, seed N or image NAME.")
    private String to = "group 2";

    @Parameter(
            label = "k",
            min = "2",
            description = "At least so many patients behind every group.",
            persist = false)
    private int k = 5;

    @Parameter(
            label = "Condition",
            required = false,
            description = "Class of the walk; empty: that of the first point.",
            persist = false)
    private String condition = "";

    @Parameter(
            label = "Steps",
            min = "3",
            description = "Images of the walk, both ends counted.",
            persist = false)
    private int steps = 24;

    @Parameter(
            label = "Iterations",
            min = "1",
            description = "Of the optimiser; the paper used 500.",
            persist = false)
    private int iterations = 500;

    @Parameter(label = "Compare with the straight walk")
    private boolean compare = true;

    @Parameter(
            label = "Real images",
            required = false,
            description = "To measure the distance to; never shown.",
            persist = false)
    private File images;

    @Parameter(label = "Labels", required = false, persist = false)
    private File labels;

    @Parameter(
            label = "Device",
            description = "auto, cpu, gpu, or gpu and a number.",
            persist = false)
    private String device = "auto";

    @Parameter(
            label = "Save to folder",
            required = false,
            style = "directory",
            persist = false,
            description = "Writes the stacks, walk.csv and walk.png there.")
    private File folder;

    @Parameter(label = "Save latents too (private)", persist = false)
    private boolean latents = false;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus output;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus figure;

    @Override
    void execute(HostProgress progress) throws IOException {
        if (folder != null) WalkFiles.requireFree(folder.toPath());
        try (Plan plan = Plan.open(model.toPath(), device)) {
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
            if (set.isPresent()) plan.measureAgainst(set.get());
            EndPoints ends = new EndPoints(plan, k, set, progress);
            WalkPair walks =
                    WalkPair.walk(
                            plan,
                            ends.find(from),
                            ends.find(to),
                            condition,
                            WalkOptions.of(steps).withIterations(iterations),
                            progress);
            output =
                    compare
                            ? WalkStack.sideBySide(walks.linear(), walks.plan(), WalkFiles.DEPTH)
                            : WalkStack.of(walks.plan(), WalkFiles.DEPTH);
            figure = WalkFigure.of(walks.both(), Math.min(8, steps));
            if (folder != null)
                WalkFiles.save(walks.linear(), walks.plan(), figure, folder.toPath(), latents);
        }
    }
}
