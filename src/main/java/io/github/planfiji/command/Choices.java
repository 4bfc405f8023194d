package io.github.planfiji.command;

import java.util.Locale;

/** Names of constants as dialogs write them. */
final class Choices {

    private Choices() {}

    /** {@code all classes} to {@code ALL_CLASSES}. */
    static String constant(String choice) {
        return choice.toUpperCase(Locale.ROOT).replace(' ', '_');
    }
}
