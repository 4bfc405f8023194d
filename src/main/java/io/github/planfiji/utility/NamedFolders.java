package io.github.planfiji.utility;

import io.github.planfiji.run.UserException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Folders with names, as a user writes them in one line. */
public final class NamedFolders {

    private NamedFolders() {}

    /**
     * Reads for example {@code real=/data/train; PLAN=/data/plan}, in that order; a line break
     * separates as well.
     *
     * @throws UserException if the text is of another form or a name stands twice
     */
    public static Map<String, Path> parse(String text) {
        Map<String, Path> folders = new LinkedHashMap<>();
        for (String part : text.split("[;\n]")) {
            if (part.isBlank()) continue;
            String[] sides = part.split("=", 2);
            UserException.require(
                    sides.length == 2 && !sides[0].isBlank() && !sides[1].isBlank(),
                    "\"%s\" names no set: write name=folder, with ; between sets, for example real=/data/train; PLAN=/data/plan.",
                    part.trim());
            UserException.require(
                    folders.put(sides[0].trim(), Path.of(sides[1].trim())) == null,
                    "The name \"%s\" stands twice: give each set a name of its own.",
                    sides[0].trim());
        }
        UserException.require(
                !folders.isEmpty(),
                "There is no training set: write name=folder, for example real=/data/train.");
        return folders;
    }
}
