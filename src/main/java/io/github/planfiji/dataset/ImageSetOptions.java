package io.github.planfiji.dataset;

import io.github.planfiji.run.UserException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where an image set lies and how it is wanted.
 *
 * @param images a folder of images, one multi-frame image file, or a MedMNIST {@code .npz} file
 * @param labels the CSV table of classes and patients, or null: {@code labels.csv} in the folder
 *     (for a stack: the CSV of the same name beside it) if there is one, else one sub-folder a
 *     class
 * @param fileColumn header of the table's file column, or null to find it by its usual names
 * @param classColumn header of the table's class column, or null to find it
 * @param patientColumn header of the table's patient column, or null to find it
 * @param resolution width and height of every picture in pixels, 4..4096
 * @param channels 1 (grey) or 3 (RGB)
 */
public record ImageSetOptions(
        Path images,
        Path labels,
        String fileColumn,
        String classColumn,
        String patientColumn,
        int resolution,
        int channels) {

    public ImageSetOptions {
        Objects.requireNonNull(images, "images");
        UserException.require(
                resolution >= 4 && resolution <= 4096,
                "The resolution must be 4 to 4096 pixels, but is %d: give for example 128.",
                resolution);
        UserException.require(
                channels == 1 || channels == 3,
                "The number of channels must be 1 (grey) or 3 (RGB), but is %d.",
                channels);
        fileColumn = blankToNull(fileColumn);
        classColumn = blankToNull(classColumn);
        patientColumn = blankToNull(patientColumn);
    }

    /** Images whose table and columns are found by themselves. */
    public static ImageSetOptions of(Path images, int resolution, int channels) {
        return new ImageSetOptions(images, null, null, null, null, resolution, channels);
    }

    /** The same with a table; null looks for one. */
    public ImageSetOptions withLabels(Path table) {
        return new ImageSetOptions(
                images, table, fileColumn, classColumn, patientColumn, resolution, channels);
    }

    /** The same with the table's columns named; null or blank finds the column by its name. */
    public ImageSetOptions withColumns(String file, String condition, String patient) {
        return new ImageSetOptions(images, labels, file, condition, patient, resolution, channels);
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
