package io.github.planfiji.command;

import ij.ImagePlus;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.engine.Trust;
import io.github.planfiji.ij.ContactSheet;
import io.github.planfiji.ij.SampleBrowser;
import io.github.planfiji.ij.SampleBrowser.Choice;
import io.github.planfiji.run.Progress;
import io.github.planfiji.session.Plan;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
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
            description = "The folder of a trained model (with model.json).",
            persist = false,
            attrs = {
                @Attr(name = "initial", value = "models/plan-sample"),
                @Attr(name = "remember")
            })
    private File model;

    @Parameter(
            label = "Samples",
            min = "1",
            max = "400",
            description = "How many images.",
            persist = false,
            attrs = @Attr(name = "group", value = "Samples"))
    private int samples = 36;

    @Parameter(
            label = "Condition",
            description = "A class of the model, or all.",
            persist = false,
            attrs = @Attr(name = "group", value = "Samples"))
    private String condition = SampleBrowser.ALL;

    @Parameter(
            label = "Truncation (0 to 1)",
            min = "0",
            max = "1",
            description = "0: all alike, 1: as varied as trained.",
            persist = false,
            attrs = @Attr(name = "group", value = "Samples"))
    private double truncation = 0.8;

    @Parameter(
            label = "Seed",
            description = "The same seed gives the same images.",
            persist = false,
            attrs = @Attr(name = "group", value = "Samples"))
    private long seed = 1;

    @Parameter(
            label = "Device",
            description = "auto, cpu, gpu, or gpu and a number.",
            persist = false,
            attrs = @Attr(name = "more"))
    private String device = "auto";

    @Parameter(
            label = "Browse: change class, truncation and seed live",
            description = "In a small window beside the samples; macros go on without it.",
            persist = false,
            attrs = @Attr(name = "group", value = "Samples"))
    private boolean browse = false;

    @Parameter(
            label = "Trust the model's code",
            description =
                    "Needed for TorchScript networks: they are programs that run with your rights.",
            persist = false,
            attrs = @Attr(name = "more"))
    private boolean trust = false;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus output;

    @Override
    void execute(Progress progress) throws IOException {
        try (Plan plan = Plan.open(model.toPath(), device, Trust.of(trust))) {
            Choice choice = new Choice(condition, truncation, seed);
            output = ContactSheet.of(choice.title(), samples(plan, choice, progress));
            if (browse) {
                choice =
                        SampleBrowser.browse(
                                output,
                                plan.manifest().classes(),
                                choice,
                                (next, until) -> samples(plan, next, until));
                condition = choice.condition();
                truncation = choice.truncation();
                seed = choice.seed();
            }
            Map<String, String> options =
                    Map.of("condition", condition, "truncation", Double.toString(truncation));
            output.setProperty("Info", plan.provenance(seed, options).toText());
        }
    }

    private List<Picture> samples(Plan plan, Choice choice, Progress progress) throws IOException {
        int label =
                choice.condition().equals(SampleBrowser.ALL)
                        ? -1
                        : plan.classIndex(choice.condition());
        return plan.samples(samples, label, choice.truncation(), choice.seed(), progress);
    }
}
