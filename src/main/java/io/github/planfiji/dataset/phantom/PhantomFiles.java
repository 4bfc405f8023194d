package io.github.planfiji.dataset.phantom;

import io.github.planfiji.dataset.JavaImage;
import io.github.planfiji.run.AtomicFile;
import io.github.planfiji.run.OutputFolder;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes a set of phantoms as a new folder of PNG files, the table of labels last. */
final class PhantomFiles {

    private static final CSVFormat TABLE =
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader("file", "class", "patient_id", "eye")
                    .setRecordSeparator("\n")
                    .get();

    private PhantomFiles() {}

    static void write(PhantomOptions options, Path folder, Progress progress) throws IOException {
        requireEmpty(folder);
        List<Shot> shots = PhantomSet.shots(options);
        StringWriter text = new StringWriter();
        try (CSVPrinter table = new CSVPrinter(text, TABLE)) {
            int done = 0;
            for (Shot shot : shots) {
                progress.step("Writing phantoms", done++, shots.size());
                String name = shot.sample().name();
                BufferedImage image = JavaImage.of(PhantomSet.render(options, shot));
                AtomicFile.write(folder.resolve(name), file -> writePng(image, file));
                table.printRecord(name, shot.grade().label(), shot.patientId(), shot.eye());
            }
        }
        AtomicFile.writeText(folder.resolve("labels.csv"), text.toString());
    }

    /** The table's name is a usual one: written into a folder of real images, theirs would go. */
    private static void requireEmpty(Path folder) throws IOException {
        OutputFolder.require(folder, List.of());
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.list(folder)) {
            UserException.require(
                    files.findAny().isEmpty(),
                    "The folder %s holds files already: give a new or empty folder.",
                    folder);
        }
    }

    private static void writePng(BufferedImage image, Path file) throws IOException {
        if (!ImageIO.write(image, "png", file.toFile()))
            throw new IOException("This Java cannot write PNG files.");
    }
}
