package io.github.planfiji.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes files whole or not at all, even where the power fails: a temporary file beside the target
 * is forced to the disk, then moved into place. Once a call has returned, the file stays.
 */
public final class AtomicFile {

    /** Name of the target, process, thread. */
    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.(\\d{1,18})-\\d+\\.part");

    private AtomicFile() {}

    /** Writes content to the path that it is given. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path file) throws IOException;
    }

    /** Replaces or creates a file; its folder is made if it is missing. */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        // Not Files.createTempFile: its files are readable by their owner only, and stay so when
        // moved.
        Path temporary =
                target.resolveSibling(
                        ".%s.%d-%d.part"
                                .formatted(
                                        target.getFileName(),
                                        ProcessHandle.current().pid(),
                                        Thread.currentThread().getId()));
        try {
            content.writeTo(temporary);
            forceFile(temporary);
            move(temporary, target);
            forceFolder(target.getParent());
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Replaces or creates a text file in UTF-8. */
    public static void writeText(Path file, String text) throws IOException {
        write(file, temporary -> Files.writeString(temporary, text, StandardCharsets.UTF_8));
    }

    /**
     * Moves a finished folder into place with all that is in it, whole or not at all.
     *
     * @param target on the same disk: missing, or an empty folder
     */
    public static void moveFolder(Path folder, Path target) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList())
                if (Files.isDirectory(path)) forceFolder(path);
                else forceFile(path);
        }
        Files.move(folder, target, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(target.toAbsolutePath().getParent());
    }

    /** Waits until the disk has the content, which may otherwise come to it after the name. */
    private static void forceFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Waits until the disk has the names, where the system can tell. */
    private static void forceFolder(Path folder) {
        // Windows opens no folders
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // some network file systems cannot; what was written is whole all the same
            return;
        }
    }

    /**
     * Removes what processes that were killed while they wrote into a folder left there; nothing
     * happens where there is no such folder.
     */
    public static void removeLeftovers(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher name = TEMPORARY.matcher(file.getFileName().toString());
                if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty())
                    Files.deleteIfExists(file);
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(
                    from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
