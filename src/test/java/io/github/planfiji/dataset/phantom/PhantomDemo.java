package io.github.planfiji.dataset.phantom;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.JavaImage;
import io.github.planfiji.run.Progress;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Writes contact sheets under target/ to look at; with an argument, the sample set into that
 * folder. Not a test.
 */
final class PhantomDemo {

    private static final int COLUMNS = 6;
    private static final long SEED = 1;

    private PhantomDemo() {}

    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            PhantomOptions sample = PhantomOptions.of(48, 8, 64, SEED);
            PhantomSet.write(sample, Path.of(args[0]), Progress.SILENT);
            return;
        }
        sheet(PhantomOptions.of(6, COLUMNS, 64, SEED), 3, "target/phantom-visits-64.png");
        sheet(PhantomOptions.of(24, 1, 256, SEED), 1, "target/phantom-patients-256.png");
    }

    private static void sheet(PhantomOptions options, int scale, String file) throws IOException {
        ImageSet set = PhantomSet.generate(options, Progress.SILENT);
        int cell = scale * options.size();
        int rows = (set.size() + COLUMNS - 1) / COLUMNS;
        BufferedImage sheet =
                new BufferedImage(cell * COLUMNS, cell * rows, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        for (int i = 0; i < set.size(); i++)
            graphics.drawImage(
                    JavaImage.of(set.picture(i)),
                    i % COLUMNS * cell,
                    i / COLUMNS * cell,
                    cell,
                    cell,
                    null);
        graphics.dispose();
        ImageIO.write(sheet, "png", new File(file));
    }
}
