package io.github.planfiji.command;

import ij.ImagePlus;
import io.github.planfiji.engine.Trust;
import io.github.planfiji.ij.ContactSheet;
import io.github.planfiji.ij.HostProgress;
import io.github.planfiji.session.Plan;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Shows what a model's generator makes. */
@Plugin(
        type = Command.class,
        label = "PLAN Open Model...",
        description = "Opens a model and shows sample images of it.",
        headless = true)
public final class OpenModelCommand extends PlanCommand {

    @Parameter(
            label = "Model",
            style = "directory",
            description = "The folder of a trained model (with model.json).")
    private File model;

    @Parameter(label = "Samples", min = "1", max = "400", description = "How many images.")
    private int samples = 36;

    @Parameter(label = "Condition", description = "A class of the model, or all.")
    private String condition = "all";

    @Parameter(
            label = "Truncation",
            min = "0",
            max = "1",
            description = "0: all alike, 1: as varied as trained.",
            persist = false)
    private double truncation = 0.8;

    @Parameter(
            label = "Seed",
            description = "The same seed gives the same images.",
            persist = false)
    private long seed = 1;

    @Parameter(
            label = "Device",
            description = "auto, cpu, gpu, or gpu and a number.",
            persist = false)
    private String device = "auto";

    @Parameter(
            label = "Trust the model's code",
            description =
                    "Needed for TorchScript networks: they are programs that run with your rights.",
            persist = false)
    private boolean trust = false;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus output;

    @Override
    void execute(HostProgress progress) throws IOException {
        try (Plan plan = Plan.open(model.toPath(), device, Trust.of(trust))) {
            int label = condition.equals("all") ? -1 : plan.classIndex(condition);
            output =
                    ContactSheet.of(
                            "PLAN samples (" + condition + ")",
                            plan.samples(samples, label, truncation, seed));
            Map<String, String> options =
                    Map.of("condition", condition, "truncation", Double.toString(truncation));
            output.setProperty("Info", plan.provenance(seed, options).toText());
        }
    }
}
