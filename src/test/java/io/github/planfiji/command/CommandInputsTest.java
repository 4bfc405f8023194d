package io.github.planfiji.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;

class CommandInputsTest {

    /** Fiji would fill them into scripts that leave them out. */
    @Test
    void fijiRemembersNoValue() {
        List<String> remembered = new ArrayList<>();
        try (Context context = new Context()) {
            for (CommandInfo command : context.service(CommandService.class).getCommands()) {
                if (!command.getClassName().startsWith(PlanCommand.class.getPackageName() + "."))
                    continue;
                for (ModuleItem<?> input : command.inputs())
                    if (input.isPersisted()
                            && input.getVisibility() == ItemVisibility.NORMAL
                            && !input.getType().getName().startsWith("org.scijava."))
                        remembered.add(command.getTitle() + " " + input.getName());
            }
        }
        assertThat(remembered).isEmpty();
    }
}
