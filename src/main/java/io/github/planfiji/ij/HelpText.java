package io.github.planfiji.ij;

import java.util.List;
import java.util.Locale;
import org.scijava.module.ModuleInfo;

/** What a dialog's Help button shows. */
final class HelpText {

    private static final String PAGES = "https://github.com/plan-fiji/plan-fiji/blob/main/docs/";

    private HelpText() {}

    /** Purpose, fields with their macro keys, and the address of the command's page, as HTML. */
    static String of(ModuleInfo command, List<CommandInput> inputs) {
        StringBuilder help = new StringBuilder("<html><body style='width:400px'>");
        if (command.getDescription() != null)
            help.append("<p>").append(command.getDescription()).append("</p>");
        for (CommandInput input : inputs) {
            String description = input.item().getDescription();
            help.append("<p><b>%s</b> (%s)".formatted(input.label(), input.key()));
            if (description != null && !description.isEmpty())
                help.append(": ").append(description);
            help.append("</p>");
        }
        String page = PAGES + page(command.getTitle());
        return help.append("<p>All about it: <a href='%s'>%s</a></p>".formatted(page, page))
                .append("</body></html>")
                .toString();
    }

    /** The page of a command below docs, for example "open-model.md" of "PLAN Open Model...". */
    static String page(String title) {
        String name = title.replaceFirst("^PLAN ", "").replaceAll("\\.+$", "");
        return name.toLowerCase(Locale.ROOT).replace(' ', '-') + ".md";
    }
}
