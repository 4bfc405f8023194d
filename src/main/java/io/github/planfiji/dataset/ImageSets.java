package io.github.planfiji.dataset;

import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Opens image sets: the front door of this package. Three forms are known.
 *
 * <ul>
 *   <li>A folder of images. With a table, every row names a file (relative path, path without
 *       extension, or a bare name that occurs once). Without, every sub-folder is a class and every
 *       file a patient of its own.
 *   <li>One multi-frame image file with a table of one row a frame.
 *   <li>A MedMNIST {@code .npz} file; every image is a patient of its own.
 * </ul>
 *
 * The frames of one file belong to one patient. Files that are missing or unreadable are left out
 * and counted in a note, and are an error when they are more than half.
 */
public final class ImageSets {

    private ImageSets() {}

    /**
     * Reads a whole set into memory; every picture is brought to the wanted size and channels.
     *
     * @param reader opens the image files
     * @param progress gets a step an image, and notes with counts only
     * @throws UserException if the set or its table cannot be used; the message says what to do
     */
    public static ImageSet open(ImageSetOptions options, PictureReader reader, Progress progress) {
        Path images = options.images();
        requireThere(images, "image set");
        if (options.labels() != null) requireThere(options.labels(), "label table");
        try {
            ImageSet set = read(options, reader, progress);
            progress.note(
                    "%d images of %d patients in %d classes"
                            .formatted(set.size(), set.patients().size(), set.classes().size()));
            return set;
        } catch (IOException | UncheckedIOException e) {
            throw new UserException(
                    "The image set %s could not be read (%s): check the file and its permissions."
                            .formatted(images, reason(e)),
                    e);
        }
    }

    /** Without the path that file system faults name: it may be a patient's. */
    private static String reason(Exception e) {
        Throwable fault = e instanceof UncheckedIOException ? e.getCause() : e;
        return fault instanceof FileSystemException file
                ? Objects.requireNonNullElse(
                        file.getReason(), fault.getClass().getSimpleName().replace("Exception", ""))
                : fault.getMessage();
    }

    private static ImageSet read(ImageSetOptions options, PictureReader reader, Progress progress)
            throws IOException {
        Path images = options.images();
        if (Files.isDirectory(images)) {
            ImageFolder folder = ImageFolder.list(images);
            Path npz = folder.isEmpty() ? onlyNpz(images) : null;
            return npz != null
                    ? NpzSet.read(npz, options, progress)
                    : new FolderSet(folder, options, progress).read(reader);
        }
        if (isNpz(images)) return NpzSet.read(images, options, progress);
        return StackFileSet.read(options, reader, progress);
    }

    private static Path onlyNpz(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(ImageSets::isNpz).toList();
            return found.size() == 1 ? found.get(0) : null;
        }
    }

    private static boolean isNpz(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".npz");
    }

    private static void requireThere(Path path, String what) {
        UserException.require(
                Files.exists(path), "The %s %s does not exist: check the path.", what, path);
    }
}
