package io.github.planfiji.ij;

import io.github.planfiji.run.UserException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The options of a macro call, {@code run("Command", "key=value other=[with blanks] flag")}. */
final class MacroOptions {

    private final String text;
    private int position;

    private MacroOptions(String text) {
        this.text = text;
    }

    /**
     * Reads options as ImageJ does: blanks separate them; brackets, which may nest, or single
     * quotes hold a value together; a key alone means "true".
     *
     * @return values by key in the order given; keys in lower case, as the recorder writes them
     * @throws UserException if a bracket or quote is not closed, or a key comes twice
     */
    static Map<String, String> parse(String options) {
        return new MacroOptions(options).parse();
    }

    private Map<String, String> parse() {
        Map<String, String> values = new LinkedHashMap<>();
        for (skipBlanks(); position < text.length(); skipBlanks()) {
            String key = key();
            String before = values.put(key.toLowerCase(Locale.ROOT), value(key));
            UserException.require(before == null, "The macro gives %s twice: give it once.", key);
        }
        return values;
    }

    private void skipBlanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position)))
            position++;
    }

    private String key() {
        int start = position;
        while (position < text.length()
                && text.charAt(position) != '='
                && !Character.isWhitespace(text.charAt(position))) position++;
        return text.substring(start, position);
    }

    private String value(String key) {
        if (position == text.length() || text.charAt(position) != '=') return "true";
        position++;
        if (position == text.length()) return "";
        return switch (text.charAt(position)) {
            case '[' -> enclosed(key, closingBracket(), "]");
            case '\'' -> enclosed(key, text.indexOf('\'', position + 1), "'");
            default -> bare();
        };
    }

    private String enclosed(String key, int end, String closing) {
        UserException.require(
                end >= 0, "The macro's value of %s has no closing %s: add it.", key, closing);
        String value = text.substring(position + 1, end);
        position = end + 1;
        return value;
    }

    private int closingBracket() {
        int open = 0;
        for (int i = position; i < text.length(); i++) {
            if (text.charAt(i) == '[') open++;
            if (text.charAt(i) == ']' && --open == 0) return i;
        }
        return -1;
    }

    private String bare() {
        int start = position;
        while (position < text.length() && !Character.isWhitespace(text.charAt(position)))
            position++;
        return text.substring(start, position);
    }
}
