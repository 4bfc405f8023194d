package io.github.planfiji.release;

import io.github.planfiji.run.Progress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The files of a release: images by class, their classes, the datasheet, and nothing else. */
final class ReleasedFiles {

    private static final CSVFormat LABELS =
            CSVFormat.DEFAULT.builder().setHeader("file", "class").setRecordSeparator('\n').get();

    private ReleasedFiles() {}

    /** The name of an image, by its 0-based place among all of the release. */
    static String name(ReleaseResult.ReleasedClass of, int number) {
        return "%s/%05d.png".formatted(of.folder(), number + 1);
    }

    /**
     * Folder names for classes: letters, digits, '.', '_' and '-', no two alike on any system.
     *
     * @return one a class, in their order
     */
    static List<String> folders(List<String> classes) {
        Set<String> taken = new HashSet<>();
        List<String> folders = new ArrayList<>();
        for (String name : classes) {
            String plain =
                    name.replaceAll("[^\\p{L}\\p{N}._-]+", "_").replaceAll("^\\.+|\\.+$", "");
            String base = plain.isEmpty() ? "class" : plain;
            String folder = base;
            for (int i = 2; !taken.add(folder.toLowerCase(Locale.ROOT)); i++)
                folder = base + "_" + i;
            folders.add(folder);
        }
        return folders;
    }

    /**
     * @param folder empty
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    static void write(Path folder, List<ClassImages> classes, String datasheet, Progress progress)
            throws IOException {
        int number = 0;
        try (Writer text =
                        Files.newBufferedWriter(
                                folder.resolve("labels.csv"), StandardCharsets.UTF_8);
                CSVPrinter labels = new CSVPrinter(text, LABELS)) {
            for (ClassImages one : classes) {
                Files.createDirectories(folder.resolve(one.summary().folder()));
                List<BufferedImage> pages = new ArrayList<>();
                for (Candidate candidate : one.images()) {
                    progress.checkCanceled();
                    String name = name(one.summary(), number++);
                    BufferedImage image = candidate.image().toBuffered();
                    JdkImages.png(image, folder.resolve(name));
                    labels.printRecord(name, one.summary().name());
                    pages.add(image);
                }
                JdkImages.tiff(pages, folder.resolve(one.summary().folder() + ".tif"));
            }
        }
        Files.writeString(folder.resolve("datasheet.md"), datasheet, StandardCharsets.UTF_8);
    }
}
