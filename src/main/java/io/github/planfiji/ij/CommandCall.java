package io.github.planfiji.ij;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.UserException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.scijava.Cancelable;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/**
 * One call of a command in the calling thread, without SciJava's pre- and post-processing: no
 * remembered value gets in or out, and the outputs become current for the calling macro.
 */
final class CommandCall {

    private CommandCall() {}

    /**
     * Sets every settable input: to its text, or the current image, or the command's own default.
     *
     * @param texts by key in lower case
     * @param current the caller's current image, for the first image input; may be null
     * @throws UserException if a key is unknown, a text is no value, or a required input is missing
     */
    static void fill(Module module, Map<String, String> texts, ImagePlus current) {
        List<CommandInput> inputs = CommandInput.of(module);
        Set<String> unknown = new LinkedHashSet<>(texts.keySet());
        boolean currentIsFree = true;
        for (CommandInput input : inputs) {
            unknown.remove(input.key());
            Object value =
                    texts.containsKey(input.key())
                            ? input.parse(texts.get(input.key()))
                            : input.defaultValue(module);
            if (input.isImage()) {
                if (value == null && currentIsFree) value = current;
                currentIsFree = false;
            }
            requirePresent(input, value);
            module.setInput(input.name(), value);
            module.resolveInput(input.name());
        }
        UserException.require(
                unknown.isEmpty(),
                "There is no option %s: the options are %s.",
                String.join(", ", unknown),
                CommandInput.keys(inputs));
    }

    private static void requirePresent(CommandInput input, Object value) {
        if (value != null || !input.item().isRequired()) return;
        throw new UserException(
                input.isImage()
                        ? "An open image is needed: open one first."
                        : "%s (%s) is needed: give %s=[...]."
                                .formatted(input.label(), input.key(), input.key()));
    }

    /**
     * Runs the command and shows its outputs; the first image of several becomes current.
     *
     * @throws UserException if the command canceled itself, with its reason
     * @throws CanceledException if it did so without a reason: its user stopped it
     */
    static void run(Module module) {
        module.run();
        if (module instanceof Cancelable command && command.isCanceled()) {
            String reason = command.getCancelReason();
            if (reason == null || reason.isEmpty()) throw new CanceledException();
            throw new UserException(reason);
        }
        List<ModuleItem<?>> outputs = new ArrayList<>();
        module.getInfo().outputs().forEach(outputs::add);
        Collections.reverse(outputs);
        for (ModuleItem<?> output : outputs) show(output.getLabel(), output.getValue(module));
    }

    /**
     * Adds options of the running command to the macro being recorded, if any is.
     *
     * @param keys of the options that were asked for
     */
    static void record(Module module, Set<String> keys) {
        if (!Recorder.record) return;
        for (CommandInput input : CommandInput.of(module)) {
            if (!keys.contains(input.key())) continue;
            Object value = input.item().getValue(module);
            // the recorder adds the brackets of a value with blanks
            String text = value == null ? "" : Recorder.fixString(value.toString());
            Recorder.recordOption(input.key(), text.isEmpty() ? "[]" : text);
        }
    }

    private static void show(String label, Object output) {
        if (output instanceof ImagePlus image) image.show();
        else if (output instanceof ResultsTable table) table.show(label);
        else if (output instanceof String text && !text.isEmpty()) IJ.log(text);
    }
}
