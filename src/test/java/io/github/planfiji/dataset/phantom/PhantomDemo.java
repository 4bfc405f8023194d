package io.github.planfiji.dataset.phantom;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.run.Progress;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Writes contact sheets under target/, a row a patient, to look at; not a test. */
final class PhantomDemo {

    private PhantomDemo() {}

    public static void main(String[] args) throws IOException {
        sheet(PhantomOptions.of(6, 6, 64, 1), 3, "target/phantoms-64.png");
        sheet(PhantomOptions.of(6, 4, 256, 1), 1, "target/phantoms-256.png");
    }

    private static void sheet(PhantomOptions options, int scale, String file) throws IOException {
        ImageSet set = PhantomSet.generate(options, Progress.SILENT);
        int cell = scale * options.size();
        int columns = options.imagesPerPatient();
        BufferedImage sheet =
                new BufferedImage(
                        cell * columns, cell * options.patients(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        for (int i = 0; i < set.size(); i++)
            graphics.drawImage(
                    image(set.picture(i)),
                    i % columns * cell,
                    i / columns * cell,
                    cell,
                    cell,
                    null);
        graphics.dispose();
        ImageIO.write(sheet, "png", new File(file));
    }

    private static BufferedImage image(Picture p) {
        BufferedImage image = new BufferedImage(p.width(), p.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < p.height(); y++)
            for (int x = 0; x < p.width(); x++) {
                int rgb = 0;
                for (int c = 0; c < 3; c++)
                    rgb = rgb << 8 | Math.round((p.at(c, y, x) + 1) * 127.5f);
                image.setRGB(x, y, rgb);
            }
        return image;
    }
}
