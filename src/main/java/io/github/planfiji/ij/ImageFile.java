package io.github.planfiji.ij;

import ij.ImagePlus;
import ij.io.FileSaver;
import io.github.planfiji.run.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Saves images: whole or not at all, and never over an existing file unless told. */
public final class ImageFile {

    private ImageFile() {}

    /**
     * Saves pixels, dimensions, slice labels, colours, calibration and Info as an ImageJ TIFF; the
     * image keeps its title.
     *
     * @throws UserException if the file exists and may not be replaced, or its folder is missing
     * @throws IOException if writing fails
     */
    public static void saveTiff(ImagePlus image, Path file, boolean overwrite) throws IOException {
        byte[] tiff = new FileSaver(image).serialize();
        if (tiff == null) throw new IOException("ImageJ could not encode the image as TIFF");
        WholeFile.write(file, tiff, overwrite);
    }

    /**
     * Saves what the eye sees of the current plane as PNG.
     *
     * @throws UserException if the file exists and may not be replaced, or its folder is missing
     * @throws IOException if writing fails
     */
    public static void savePng(ImagePlus image, Path file, boolean overwrite) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image.getBufferedImage(), "png", png);
        WholeFile.write(file, png.toByteArray(), overwrite);
    }
}
