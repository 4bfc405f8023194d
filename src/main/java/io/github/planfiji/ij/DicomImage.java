package io.github.planfiji.ij;

import ij.ImagePlus;
import ij.Prefs;
import ij.measure.Calibration;
import ij.plugin.DICOM;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens DICOM files with the display range that their header's window asks for. */
final class DicomImage {

    private static final String WINDOW_CENTRE = "0028,1050";
    private static final String WINDOW_WIDTH = "0028,1051";
    private static final String RESCALE_INTERCEPT = "0028,1052";
    private static final String RESCALE_SLOPE = "0028,1053";

    private DicomImage() {}

    static ImagePlus open(String path) throws IOException {
        String header = new DICOM().getInfo(path);
        double slope = tag(header, RESCALE_SLOPE).orElse(1);
        DICOM image = new DICOM();
        if (slope == 1) image.open(path);
        else openUnscaled(image, path);
        if (image.getWidth() == 0)
            throw new IOException("not a DICOM file that ImageJ can read (compressed?): " + path);
        if (slope != 1) showWindow(image, header, slope);
        return image;
    }

    /** ImageJ rescales by menu commands, which need its menus and thus a screen: go without. */
    private static void openUnscaled(DICOM image, String path) {
        boolean ignored = Prefs.ignoreRescaleSlope;
        Prefs.ignoreRescaleSlope = true;
        try {
            image.open(path);
        } finally {
            Prefs.ignoreRescaleSlope = ignored;
        }
    }

    /** The window in terms of stored values (DICOM PS3.3, C.11.1: output = slope x value + b). */
    private static void showWindow(ImagePlus image, String header, double slope) {
        OptionalDouble centre = tag(header, WINDOW_CENTRE);
        OptionalDouble width = tag(header, WINDOW_WIDTH);
        if (centre.isEmpty() || width.isEmpty() || !(slope > 0)) return;
        double intercept = tag(header, RESCALE_INTERCEPT).orElse(0);
        double middle = (centre.getAsDouble() - intercept) / slope;
        double half = width.getAsDouble() / slope / 2;
        Calibration storage = image.getCalibration();
        image.setDisplayRange(
                storage.getRawValue(middle - half), storage.getRawValue(middle + half));
    }

    /** The first number of a tag outside of sequences, as ImageJ lists it: "tag name: value". */
    private static OptionalDouble tag(String header, String tag) {
        if (header == null) return OptionalDouble.empty();
        Pattern line =
                Pattern.compile("^" + tag + "  (?!>)[^:\n]*:\\s*([-+0-9.eE]+)", Pattern.MULTILINE);
        Matcher found = line.matcher(header);
        if (!found.find()) return OptionalDouble.empty();
        try {
            return OptionalDouble.of(Double.parseDouble(found.group(1)));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
