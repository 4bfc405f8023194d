package io.github.planfiji.command;

import io.github.planfiji.run.Progress;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Lists the commands with their macro keys, as they are. */
@Plugin(
        type = Command.class,
        label = "PLAN Help",
        description = "Lists the commands and their macro keys.",
        headless = true)
public final class HelpCommand extends PlanCommand {

    private static final String PACKAGE = HelpCommand.class.getPackageName();

    @Parameter(visibility = ItemVisibility.INVISIBLE)
    private CommandService commands;

    @Parameter(type = ItemIO.OUTPUT, label = "PLAN Help")
    private String text;

    @Override
    void execute(Progress progress) throws IOException {
        List<CommandInfo> ours =
                commands.getCommands().stream()
                        .filter(info -> info.getClassName().startsWith(PACKAGE + "."))
                        .sorted(Comparator.comparing(CommandInfo::getTitle))
                        .toList();
        text = ours.stream().map(HelpCommand::describe).collect(Collectors.joining("\n"));
    }

    private static String describe(CommandInfo info) {
        String keys =
                StreamSupport.stream(info.inputs().spliterator(), false)
                        .filter(
                                item ->
                                        item.getVisibility() == ItemVisibility.NORMAL
                                                && !item.getType()
                                                        .getName()
                                                        .startsWith("org.scijava"))
                        .map(HelpCommand::describe)
                        .collect(Collectors.joining());
        return info.getTitle() + ": " + info.getDescription() + "\n" + keys;
    }

    private static String describe(ModuleItem<?> item) {
        String about =
                item.getDescription() == null || item.getDescription().isEmpty()
                        ? item.getLabel()
                        : item.getDescription();
        return "    " + item.getName() + " - " + about + "\n";
    }
}
