package io.github.planfiji.ij;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.planfiji.run.UserException;
import java.io.File;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/** One input of a command that a user can set: its kind, its default, text to value and back. */
record CommandInput(ModuleItem<?> item) {

    private static final Set<Class<?>> WHOLE =
            Set.of(int.class, Integer.class, long.class, Long.class);
    private static final Set<Class<?>> DECIMAL =
            Set.of(float.class, Float.class, double.class, Double.class);

    /** The settable inputs in their order; services, messages and buttons are none. */
    static List<CommandInput> of(Module module) {
        List<CommandInput> inputs = new ArrayList<>();
        for (ModuleItem<?> item : module.getInfo().inputs()) {
            CommandInput input = new CommandInput(item);
            if (item.getVisibility() != ItemVisibility.MESSAGE && input.isSettable())
                inputs.add(input);
        }
        return inputs;
    }

    private boolean isSettable() {
        return isWhole()
                || isDecimal()
                || isBoolean()
                || isFile()
                || isImage()
                || item.getType() == String.class;
    }

    boolean isWhole() {
        return WHOLE.contains(item.getType());
    }

    boolean isLong() {
        return item.getType() == long.class || item.getType() == Long.class;
    }

    boolean isDecimal() {
        return DECIMAL.contains(item.getType());
    }

    boolean isBoolean() {
        return item.getType() == boolean.class || item.getType() == Boolean.class;
    }

    boolean isFile() {
        return item.getType() == File.class;
    }

    boolean isImage() {
        return item.getType() == ImagePlus.class;
    }

    /** The name of the command's field. */
    String name() {
        return item.getName();
    }

    /** The name as macros write it: ImageJ's recorder knows lower case only. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String label() {
        return item.getLabel() == null || item.getLabel().isEmpty() ? name() : item.getLabel();
    }

    /** The heading it stands under in a dialog; empty for none. */
    String group() {
        String group = item.get("group");
        return group == null ? "" : group;
    }

    /** Whether few users need it, so that a dialog may hide it at first. */
    boolean isMore() {
        return item.is("more");
    }

    /** The allowed texts; empty where every text is allowed. */
    List<String> choices() {
        return item.getChoices() == null
                ? List.of()
                : item.getChoices().stream().map(String::valueOf).toList();
    }

    /** The command's own default, never a remembered value; null where it has none. */
    Object defaultValue(Module fresh) {
        if (item.getDefaultValue() != null) return item.getDefaultValue();
        Object initial = item.getValue(fresh);
        return initial == null && !choices().isEmpty() ? choices().get(0) : initial;
    }

    /**
     * The typed value of a text; null of a blank file or image.
     *
     * @throws UserException if the text is no value of this input
     */
    Object parse(String text) {
        if (isBoolean()) return flag(text);
        if (isFile()) return text.isBlank() ? null : new File(text.trim());
        if (isImage()) return text.isBlank() ? null : openImage(text);
        if (item.getType() == String.class) return choice(text);
        return number(text.trim());
    }

    private Object flag(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new UserException(said(text) + ": it must be true or false.");
        };
    }

    private String choice(String text) {
        UserException.require(
                choices().isEmpty() || choices().contains(text),
                "%s: it must be one of %s.",
                said(text),
                String.join(", ", choices()));
        return text;
    }

    private ImagePlus openImage(String title) {
        ImagePlus image = WindowManager.getImage(title);
        if (image == null && title.matches("-\\d{1,9}"))
            image = WindowManager.getImage(Integer.parseInt(title));
        UserException.require(
                image != null, "%s: no open image has this title or number.", said(title));
        return image;
    }

    private Object number(String text) {
        BigDecimal value;
        try {
            value = new BigDecimal(text);
            if (isLong()) value.longValueExact();
            else if (isWhole()) value.intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new UserException(said(text) + ": it must be " + wanted() + ".", e);
        }
        UserException.require(
                inRange(value.doubleValue()), "%s: it must be %s.", said(text), wanted());
        if (isLong()) return value.longValueExact();
        if (isWhole()) return value.intValueExact();
        if (item.getType() == float.class || item.getType() == Float.class)
            return value.floatValue();
        return value.doubleValue();
    }

    private boolean inRange(double value) {
        return !(item.getMinimumValue() instanceof Number min && value < min.doubleValue())
                && !(item.getMaximumValue() instanceof Number max && value > max.doubleValue());
    }

    private String wanted() {
        String kind = isWhole() ? "a whole number" : "a number";
        String min = bound(item.getMinimumValue());
        String max = bound(item.getMaximumValue());
        if (min != null && max != null) return kind + " from " + min + " to " + max;
        if (min != null) return kind + " of at least " + min;
        return max == null ? kind : kind + " of at most " + max;
    }

    private static String bound(Object value) {
        return value == null ? null : value.toString().replaceFirst("\\.0$", "");
    }

    private String said(String text) {
        return key() + "=" + (text.isEmpty() || text.contains(" ") ? "[" + text + "]" : text);
    }

    /** All keys of a command, for messages. */
    static String keys(List<CommandInput> inputs) {
        return inputs.stream().map(CommandInput::key).collect(Collectors.joining(", "));
    }
}
