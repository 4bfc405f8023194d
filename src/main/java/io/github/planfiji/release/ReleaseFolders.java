package io.github.planfiji.release;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.planfiji.run.AtomicFile;
import io.github.planfiji.run.FolderLock;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The two folders of a release: the released one, which is moved into place whole at the end, and
 * the private one beside it with the state of the run. No other run may have them until they are
 * closed.
 */
final class ReleaseFolders implements AutoCloseable {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private static final String NOT_OURS =
            "The folder %s is not empty, and is not this run's: give another folder, or remove it.";

    private final Path released;
    private final Path kept;
    private final FolderLock lock;

    private ReleaseFolders(Path released, Path kept, RunId id) throws IOException {
        this.released = released;
        this.kept = kept;
        requireOurs(id);
        // only now, as the lock is a file; what was looked at before may have changed meanwhile
        this.lock = FolderLock.on(kept);
        try {
            requireOurs(id);
            dropLeftovers();
            if (!Files.exists(runFile())) start(id);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * What defines a run.
     *
     * @param images SHA-256 of the private images with their labels
     * @param entries model, device and options
     */
    record RunId(String images, Map<String, String> entries) {

        /** What differs, by name. */
        private List<String> differences(RunId other) {
            List<String> names =
                    Stream.concat(entries.keySet().stream(), other.entries.keySet().stream())
                            .distinct()
                            .filter(
                                    name ->
                                            !String.valueOf(entries.get(name))
                                                    .equals(
                                                            String.valueOf(
                                                                    other.entries.get(name))))
                            .toList();
            return images.equals(other.images)
                    ? names
                    : Stream.concat(Stream.of("images"), names.stream()).toList();
        }
    }

    /**
     * Takes the folders for a run: new ones, or those of the same run that was stopped.
     *
     * @param folder of the release
     * @throws UserException if one of them holds anything else, or another run writes there
     */
    static ReleaseFolders claim(Path folder, RunId id) throws IOException {
        Path released = folder.toAbsolutePath().normalize();
        UserException.require(
                released.getFileName() != null, "%s is no folder for a release.", folder);
        Path kept = released.resolveSibling(released.getFileName() + "-private");
        return new ReleaseFolders(released, kept, id);
    }

    private void requireOurs(RunId id) throws IOException {
        if (Files.exists(runFile())) requireSame(id);
        else requireUnused();
    }

    private void requireUnused() throws IOException {
        UserException.require(isEmpty(released), NOT_OURS, released);
        // a run may have been killed before it had written its first file
        UserException.require(
                children(kept).stream().allMatch(f -> isLeftover(f) || FolderLock.isLock(f)),
                NOT_OURS,
                kept);
    }

    private void requireSame(RunId id) throws IOException {
        RunId before;
        try {
            before = GSON.fromJson(Files.readString(runFile()), RunId.class);
        } catch (JsonParseException e) {
            throw new UserException(
                    "The file " + runFile() + " is damaged: give another folder.", e);
        }
        List<String> differences = before.differences(id);
        UserException.require(
                differences.isEmpty(),
                "The folder %s is of another run (it differs in: %s): give another folder, or the same options.",
                kept,
                String.join(", ", differences));
        UserException.require(
                isEmpty(released) || Files.exists(resultFile()),
                "The folder %s is not empty, but its run has not come to its end: give another folder, or empty it.",
                released);
    }

    /** A file that was being written when a run was killed. */
    private void dropLeftovers() throws IOException {
        if (!Files.isDirectory(kept)) return;
        try (Stream<Path> files = Files.walk(kept)) {
            for (Path file : files.filter(ReleaseFolders::isLeftover).toList()) Files.delete(file);
        }
    }

    private static boolean isLeftover(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") && name.endsWith(".part");
    }

    private void start(RunId id) throws IOException {
        if (Files.getFileStore(kept).supportsFileAttributeView("posix"))
            Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rwx------"));
        AtomicFile.writeText(runFile(), GSON.toJson(id) + "\n");
    }

    /** The result, if the release is complete and in its place. */
    Optional<ReleaseResult> finished() throws IOException {
        if (!Files.exists(resultFile()) || isEmpty(released)) return Optional.empty();
        delete(state());
        return Optional.of(GSON.fromJson(Files.readString(resultFile()), ReleaseResult.class));
    }

    /** Moves the finished release into its place and forgets the state of the run. */
    void publish(Path staged, ReleaseResult result) throws IOException {
        AtomicFile.writeText(resultFile(), GSON.toJson(result) + "\n");
        AtomicFile.moveFolder(staged, released);
        delete(state());
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** An empty folder to build the release in. */
    Path staging() throws IOException {
        Path staging = state().resolve("released");
        delete(staging);
        return Files.createDirectories(staging);
    }

    /** Where by-products are kept that must never be released. */
    Path kept() {
        return kept;
    }

    /** Where the state of a run is kept until its end. */
    Path state() {
        return kept.resolve("state");
    }

    private Path runFile() {
        return kept.resolve("run.json");
    }

    private Path resultFile() {
        return kept.resolve("result.json");
    }

    private static boolean isEmpty(Path folder) throws IOException {
        return children(folder).isEmpty();
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.exists(folder)) return List.of();
        UserException.require(
                Files.isDirectory(folder), "%s is a file: give a folder for the release.", folder);
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
