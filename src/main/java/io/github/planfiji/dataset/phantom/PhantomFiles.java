package io.github.planfiji.dataset.phantom;

import io.github.planfiji.dataset.Picture;
import io.github.planfiji.run.Progress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes a set of phantoms as a folder of PNG files with a table of labels. */
final class PhantomFiles {

    private static final CSVFormat TABLE =
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader("file", "class", "patient_id", "eye")
                    .setRecordSeparator("\n")
                    .get();

    private PhantomFiles() {}

    static void write(PhantomOptions options, Path folder, Progress progress) throws IOException {
        Files.createDirectories(folder);
        List<Shot> shots = PhantomSet.shots(options);
        try (Writer file = Files.newBufferedWriter(folder.resolve("labels.csv"));
                CSVPrinter table = new CSVPrinter(file, TABLE)) {
            int done = 0;
            for (Shot shot : shots) {
                progress.step("Writing phantoms", done++, shots.size());
                String name = shot.sample().name();
                Path target = folder.resolve(name);
                Files.createDirectories(target.getParent());
                BufferedImage image = image(PhantomSet.render(options, shot));
                if (!ImageIO.write(image, "png", target.toFile()))
                    throw new IOException("This Java cannot write PNG files.");
                table.printRecord(name, shot.grade().label(), shot.patientId(), shot.eye());
            }
        }
    }

    /** A picture [3,H,W] as 8-bit RGB. */
    static BufferedImage image(Picture picture) {
        BufferedImage image =
                new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.height(); y++)
            for (int x = 0; x < picture.width(); x++) {
                int rgb = 0;
                for (int c = 0; c < 3; c++)
                    rgb = rgb << 8 | Math.round((picture.at(c, y, x) + 1) * 127.5f);
                image.setRGB(x, y, rgb);
            }
        return image;
    }
}
