package io.github.planfiji.testing;

import ij.ImagePlus;
import io.github.planfiji.run.UserException;
import java.io.File;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A command with an input of every kind; its output's Info tells what it was given. */
@Plugin(type = Command.class, label = "PLAN Demo...", description = "Shows what it was given.")
public class DemoCommand extends ContextCommand {

    @Parameter private LogService log;

    @Parameter(visibility = ItemVisibility.MESSAGE)
    private String message = "A demonstration.";

    @Parameter(label = "Input image")
    private ImagePlus input;

    @Parameter(label = "Name of result", description = "Title of the result.")
    private String name = "result";

    @Parameter(
            label = "Mode of work",
            choices = {"copy", "invert", "two words", "fail", "crash"})
    private String mode = "copy";

    @Parameter(label = "Steps", min = "2", max = "512")
    private int steps = 24;

    @Parameter(label = "Seed")
    private long seed = 1;

    @Parameter(label = "Learning rate", min = "0")
    private double rate = 0.1;

    @Parameter(label = "Compare with linear")
    private boolean compare;

    @Parameter(label = "Model file", required = false)
    private File modelFile;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus output;

    @Override
    public void run() {
        if (mode.equals("fail")) {
            cancel("The mode fail fails: choose copy.");
            return;
        }
        if (mode.equals("crash")) throw new ArithmeticException("a fault of ours");
        if (name.isEmpty()) throw new UserException("The result needs a name: give name=[...].");
        output = input.duplicate();
        output.setTitle(name);
        if (mode.equals("invert")) output.getProcessor().invert();
        log.debug("services are there");
        boolean ownLoader =
                Thread.currentThread().getContextClassLoader()
                        == DemoCommand.class.getClassLoader();
        Object[] given = {input.getTitle(), mode, steps, seed, rate, compare, modelFile, ownLoader};
        output.setProperty(
                "Info", Arrays.stream(given).map(String::valueOf).collect(Collectors.joining(" ")));
    }
}
