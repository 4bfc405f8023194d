package io.github.planfiji.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder for results, checked before the work begins: finished work must not be lost at its end.
 */
public final class OutputFolder {

    private OutputFolder() {}

    /**
     * @param folder that exists or will be made
     * @param names of what will be written there
     * @throws UserException if one of the names is there already, or the folder cannot be written
     */
    public static void require(Path folder, List<String> names) {
        for (String name : names)
            UserException.require(
                    !Files.exists(folder.resolve(name)),
                    "The folder %s has %s already, which is never overwritten: give another folder.",
                    folder,
                    name);
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) there = there.getParent();
        UserException.require(
                Files.isDirectory(there),
                "The folder %s cannot be made, as %s is no folder: give another one.",
                folder,
                there);
        try {
            Files.delete(Files.createTempFile(there, ".plan", ".part"));
        } catch (IOException e) {
            throw new UserException(
                    "Nothing can be written to the folder %s: give another one, or check its permissions and free space."
                            .formatted(folder),
                    e);
        }
    }
}
