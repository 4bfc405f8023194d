package io.github.planfiji.ij;

import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.Font;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.widget.FileWidget;

/**
 * Asks for a command's inputs in ImageJ's own kind of dialog, the same in Fiji and in plain ImageJ.
 * Inputs with the attribute {@code group} stand under a heading of that name; those with the
 * attribute {@code more} in a second dialog, behind a tick.
 */
final class ParameterDialog {

    private static final int COLUMNS = 28;
    private static final int NUMBER_COLUMNS = 8;
    private static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 12);

    private final GenericDialog dialog;
    private final List<CommandInput> inputs;

    private ParameterDialog(String title, List<CommandInput> inputs) {
        this.dialog = new GenericDialog(title);
        this.inputs = inputs;
    }

    /**
     * Shows the dialog and waits.
     *
     * @param texts shown in place of the defaults, by key
     * @return texts by key, or null if the user canceled; of the inputs behind the tick, only if it
     *     was set
     */
    static Map<String, String> ask(String title, Module module, Map<String, String> texts) {
        // the dialog would record its labels; the macro needs the keys
        boolean recording = Recorder.record;
        Recorder.record = false;
        try {
            return askPages(title, module, texts);
        } finally {
            Recorder.record = recording;
        }
    }

    private static Map<String, String> askPages(
            String title, Module module, Map<String, String> texts) {
        List<CommandInput> all =
                CommandInput.of(module).stream().filter(ParameterDialog::isAsked).toList();
        List<CommandInput> front = all.stream().filter(input -> !input.isMore()).toList();
        List<CommandInput> more = all.stream().filter(CommandInput::isMore).toList();
        Map<String, String> answers = new LinkedHashMap<>(texts);
        boolean ticked = more.stream().anyMatch(input -> texts.containsKey(input.key()));
        while (true) {
            ParameterDialog first = new ParameterDialog(title, front);
            first.addAll(module, answers);
            if (!more.isEmpty()) first.dialog.addCheckbox("More options...", ticked);
            if (!first.show(module, answers)) return null;
            ticked = !more.isEmpty() && first.dialog.getNextBoolean();
            if (!ticked) {
                more.forEach(input -> answers.remove(input.key()));
                return answers;
            }
            ParameterDialog second = new ParameterDialog(title + ": more options", more);
            second.addAll(module, answers);
            if (second.show(module, answers)) return answers;
        }
    }

    /** Image inputs take the current image, hidden ones their default. */
    private static boolean isAsked(CommandInput input) {
        return !input.isImage() && input.item().getVisibility() != ItemVisibility.INVISIBLE;
    }

    private void addAll(Module module, Map<String, String> texts) {
        String group = "";
        for (CommandInput input : inputs) {
            if (!input.group().equals(group)) {
                group = input.group();
                if (!group.isEmpty()) dialog.addMessage(group, HEADING);
            }
            String text = texts.get(input.key());
            add(input, text != null ? text : RememberedPaths.suggest(module, input));
        }
    }

    private void add(CommandInput input, String text) {
        String label = input.label();
        String style = String.valueOf(input.item().getWidgetStyle());
        if (input.isBoolean()) dialog.addCheckbox(label, Boolean.parseBoolean(text));
        else if (input.isFile() && style.contains(FileWidget.DIRECTORY_STYLE))
            dialog.addDirectoryField(label, text, COLUMNS);
        else if (input.isFile()) dialog.addFileField(label, text, COLUMNS);
        else if (!input.choices().isEmpty())
            dialog.addChoice(label, input.choices().toArray(String[]::new), text);
        else
            dialog.addStringField(
                    label,
                    text,
                    input.isWhole() || input.isDecimal()
                            ? NUMBER_COLUMNS
                            : Math.max(COLUMNS, text.length()));
    }

    /** Waits for the user; false if canceled. */
    private boolean show(Module module, Map<String, String> answers) {
        dialog.addHelp(HelpText.of(module.getInfo(), inputs));
        dialog.showDialog();
        if (dialog.wasCanceled()) return false;
        for (CommandInput input : inputs) answers.put(input.key(), answer(input));
        return true;
    }

    private String answer(CommandInput input) {
        if (input.isBoolean()) return Boolean.toString(dialog.getNextBoolean());
        return input.choices().isEmpty() ? dialog.getNextString() : dialog.getNextChoice();
    }
}
