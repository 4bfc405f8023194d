package io.github.planfiji.dataset;

import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The image files below a folder, known by their relative paths with forward slashes. */
final class ImageFolder {

    private static final Set<String> EXTENSIONS =
            Set.of("png", "jpg", "jpeg", "tif", "tiff", "bmp", "gif", "dcm", "dicom");

    /** How a table may name a file, the strictest way first; each maps a relative path to a key. */
    private static final List<UnaryOperator<String>> KEYS =
            List.of(
                    path -> path,
                    ImageFolder::fold,
                    path -> stem(fold(path)),
                    path -> baseName(fold(path)),
                    path -> stem(baseName(fold(path))));

    private final Path root;
    private final List<String> files;
    private final List<Map<String, List<String>>> indices = new ArrayList<>();

    private ImageFolder(Path root, List<String> files) {
        this.root = root;
        this.files = files;
        for (UnaryOperator<String> key : KEYS) {
            Map<String, List<String>> index = new HashMap<>();
            for (String file : files)
                index.computeIfAbsent(key.apply(file), k -> new ArrayList<>(1)).add(file);
            indices.add(index);
        }
    }

    /** Lists image files in all depths, sorted; hidden ones and macOS' archive leavings are not. */
    static ImageFolder list(Path root) throws IOException {
        List<String> files = new ArrayList<>();
        collect(root, "", files, new HashSet<>());
        files.sort(Comparator.naturalOrder());
        return new ImageFolder(root, files);
    }

    /**
     * @param seen folders that were listed: links may lead in a circle
     */
    private static void collect(Path folder, String prefix, List<String> files, Set<Path> seen)
            throws IOException {
        if (!seen.add(folder.toRealPath())) return;
        List<Path> children;
        try (Stream<Path> stream = Files.list(folder)) {
            children = stream.toList();
        }
        for (Path child : children) {
            String name = child.getFileName().toString();
            if (name.startsWith(".") || name.equals("__MACOSX")) continue;
            if (Files.isDirectory(child)) collect(child, prefix + name + "/", files, seen);
            else if (isImage(child, name)) files.add(prefix + name);
        }
    }

    private static boolean isImage(Path file, String name) throws IOException {
        int dot = name.lastIndexOf('.');
        if (dot >= 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT)))
            return true;
        // Scanners write DICOM files with names like IM0001 or 1.2.840.113619: ask the file.
        return Files.isRegularFile(file) && hasDicomMark(file);
    }

    private static boolean hasDicomMark(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(132);
            return head.length == 132
                    && new String(head, 128, 4, StandardCharsets.US_ASCII).equals("DICM");
        }
    }

    Path root() {
        return root;
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** Relative paths, sorted. */
    List<String> files() {
        return files;
    }

    Path resolve(String file) {
        return root.resolve(file);
    }

    /** The first folder of a relative path, or empty for a file that lies directly in the root. */
    static Optional<String> topFolder(String file) {
        int slash = file.indexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(file.substring(0, slash));
    }

    /**
     * The file that a table means: by relative path, else without regard to case, else without
     * extension, else by bare name.
     *
     * @param row of the table, for messages: a file's name may be a patient's
     * @throws UserException if the name fits several files
     */
    Optional<String> find(String named, long row) {
        String wanted = named.replace('\\', '/').replaceFirst("^(\\./)+", "");
        String folded = fold(wanted);
        List<String> tries = List.of(wanted, folded, folded, baseName(folded), baseName(folded));
        for (int i = 0; i < tries.size(); i++) {
            List<String> fits = indices.get(i).getOrDefault(tries.get(i), List.of());
            UserException.require(
                    fits.size() < 2,
                    "The file of row %d in the label table fits %d image files: write paths relative"
                            + " to the image folder.",
                    row,
                    fits.size());
            if (fits.size() == 1) return Optional.of(fits.get(0));
        }
        return Optional.empty();
    }

    /** One form for names that a person takes as equal; macOS writes accents decomposed. */
    private static String fold(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String stem(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') ? path.substring(0, dot) : path;
    }
}
