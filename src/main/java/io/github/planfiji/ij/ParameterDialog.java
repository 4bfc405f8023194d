package io.github.planfiji.ij;

import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.widget.FileWidget;

/** Asks for a command's inputs where there is no SciJava dialog: in plain ImageJ. */
final class ParameterDialog {

    private static final int COLUMNS = 28;

    private final GenericDialog dialog;
    private final List<CommandInput> inputs = new ArrayList<>();

    private ParameterDialog(String title) {
        dialog = new GenericDialog(title);
    }

    /**
     * Shows the dialog and waits.
     *
     * @param texts shown in place of the defaults, by key
     * @return texts by key, or null if the user canceled
     */
    static Map<String, String> ask(String title, Module module, Map<String, String> texts) {
        // the dialog would record its labels; the macro needs the keys
        boolean recording = Recorder.record;
        Recorder.record = false;
        try {
            ParameterDialog dialog = new ParameterDialog(title);
            for (CommandInput input : CommandInput.of(module))
                dialog.add(input, texts.getOrDefault(input.key(), dialog.text(input, module)));
            dialog.addHelp(module);
            dialog.dialog.showDialog();
            return dialog.dialog.wasCanceled() ? null : dialog.answers();
        } finally {
            Recorder.record = recording;
        }
    }

    /** Adds the options of the running command to the macro being recorded, if any is. */
    static void record(Map<String, String> texts) {
        if (!Recorder.record) return;
        texts.forEach((key, text) -> Recorder.recordOption(key, quoted(text)));
    }

    private String text(CommandInput input, Module module) {
        Object value = input.defaultValue(module);
        return value == null ? "" : value.toString();
    }

    private void add(CommandInput input, String text) {
        // image inputs take the current image, hidden ones their default
        if (input.isImage() || input.item().getVisibility() == ItemVisibility.INVISIBLE) return;
        inputs.add(input);
        String label = input.label();
        String style = String.valueOf(input.item().getWidgetStyle());
        if (input.isBoolean()) dialog.addCheckbox(label, Boolean.parseBoolean(text));
        else if (input.isFile() && style.contains(FileWidget.DIRECTORY_STYLE))
            dialog.addDirectoryField(label, text, COLUMNS);
        else if (input.isFile()) dialog.addFileField(label, text, COLUMNS);
        else if (!input.choices().isEmpty())
            dialog.addChoice(label, input.choices().toArray(String[]::new), text);
        else dialog.addStringField(label, text, input.isWhole() || input.isDecimal() ? 8 : COLUMNS);
    }

    private void addHelp(Module module) {
        StringBuilder help = new StringBuilder("<html><body style='width:400px'>");
        String purpose = module.getInfo().getDescription();
        if (purpose != null) help.append("<p>").append(purpose).append("</p>");
        for (CommandInput input : inputs) {
            String description = input.item().getDescription();
            if (description != null && !description.isEmpty())
                help.append(
                        "<p><b>%s</b> (%s): %s</p>"
                                .formatted(input.label(), input.key(), description));
        }
        dialog.addHelp(help.append("</body></html>").toString());
    }

    private Map<String, String> answers() {
        Map<String, String> answers = new LinkedHashMap<>();
        for (CommandInput input : inputs) {
            String answer;
            if (input.isBoolean()) answer = Boolean.toString(dialog.getNextBoolean());
            else if (!input.choices().isEmpty()) answer = dialog.getNextChoice();
            else answer = dialog.getNextString();
            answers.put(input.key(), answer);
        }
        return answers;
    }

    private static String quoted(String text) {
        // the recorder adds the brackets of a value with blanks
        return text.isEmpty() ? "[]" : Recorder.fixString(text);
    }
}
