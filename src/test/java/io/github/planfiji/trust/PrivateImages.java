package io.github.planfiji.trust;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ColorProcessor;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.Model;
import io.github.planfiji.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The images of the tiny model as files with a table, as a hospital's could be: names of people in
 * the files' names, in their metadata and in the table; blanks and letters of several scripts.
 */
record PrivateImages(Path folder, Path table) {

    static String patient(int number) {
        return "Müller-Østergård %02d".formatted(number);
    }

    static PrivateImages write(Model model, Path folder) throws IOException {
        ImageSet set = TinyModel.images(model);
        Path images = Files.createDirectories(folder.resolve("Bilder der Patienten 目"));
        StringBuilder rows = new StringBuilder("file,class,patient_id\n");
        for (int i = 0; i < set.size(); i++) {
            String name =
                    "aufnahme %s %d.tif".formatted(patient(i / 2).toLowerCase(Locale.ROOT), i % 2);
            rows.append("%s,%s,%s\n".formatted(name, set.sample(i).condition(), patient(i / 2)));
            float[] chw = set.picture(i).chw();
            int pixels = chw.length / 3;
            int[] rgb = new int[pixels];
            for (int p = 0; p < pixels; p++)
                for (int c = 0; c < 3; c++)
                    rgb[p] = rgb[p] << 8 | Math.round((chw[c * pixels + p] + 1) * 127.5f);
            ImagePlus image =
                    new ImagePlus(
                            patient(i / 2), new ColorProcessor(set.width(), set.height(), rgb));
            image.setProperty("Info", "Patient: " + patient(i / 2));
            new FileSaver(image).saveAsTiff(images.resolve(name).toString());
        }
        Path table = folder.resolve("Tabelle für alle é.csv");
        Files.writeString(table, rows);
        return new PrivateImages(images, table);
    }
}
