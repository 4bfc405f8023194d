package io.github.planfiji.ij;

import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file whole or not at all. */
final class WholeFile {

    private WholeFile() {}

    /**
     * @param overwrite whether an existing file may be replaced
     * @throws UserException if the file exists and may not be replaced, or its folder is missing
     * @throws IOException if writing fails; the old state is left as it was
     */
    static void write(Path file, byte[] content, boolean overwrite) throws IOException {
        Path target = file.toAbsolutePath();
        UserException.require(
                overwrite || !Files.exists(target),
                "The file %s exists already: give another name, or allow overwriting.",
                file);
        UserException.require(
                Files.isDirectory(target.getParent()),
                "There is no folder %s to save into: create it, or give another one.",
                target.getParent());
        // not createTempFile: its files are readable by their owner only
        Path temporary = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            Files.write(temporary, content);
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
