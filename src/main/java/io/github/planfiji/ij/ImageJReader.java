package io.github.planfiji.ij;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.plugin.DICOM;
import ij.plugin.PGM_Reader;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.PictureReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Opens TIFF, DICOM and PGM by ImageJ, and PNG, JPEG, BMP and GIF (first frame) by ImageIO, which
 * tells of faults where ImageJ shows a dialog. Shows no window and needs no running ImageJ. Not for
 * several threads at once (ImageJ's opener is not).
 *
 * <p>8-bit values 0..255 become -1..1, seen through the file's colour table. 16-bit and float
 * values become -1..1 over the display range that ImageJ gives the file: the window of a DICOM
 * header, the range that ImageJ stored in a TIFF, else the smallest to the largest value of the
 * (first) frame; values beyond it are clamped. Where black and white are exchanged (DICOM
 * MONOCHROME1, TIFF white-is-zero), they are put right. Alpha is dropped.
 */
public final class ImageJReader implements PictureReader {

    @Override
    public List<Picture> read(Path file) throws IOException {
        if (!Files.isReadable(file)) throw new IOException("missing or not readable: " + file);
        try {
            List<Picture> frames = open(file);
            if (frames.isEmpty()) throw new IOException("no image in " + file);
            return frames;
        } catch (RuntimeException e) {
            // What ImageJ's decoders throw at a damaged file, for example a negative array size.
            throw new IOException("damaged image: " + file, e);
        }
    }

    private static List<Picture> open(Path file) throws IOException {
        String path = file.toAbsolutePath().toString();
        int type = new Opener().getFileType(path);
        // ImageJ leaves some TIFF names to other plugins where these are installed.
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (type == Opener.UNKNOWN && (name.endsWith(".tif") || name.endsWith(".tiff")))
            type = Opener.TIFF;
        return switch (type) {
            case Opener.TIFF -> ImagePlusPictures.of(tiff(path));
            case Opener.DICOM, Opener.TIFF_AND_DICOM -> ImagePlusPictures.of(dicom(path));
            case Opener.PGM -> ImagePlusPictures.of(pgm(path));
            default -> List.of(byImageIo(file));
        };
    }

    private static ImagePlus tiff(String path) throws IOException {
        // Asked first, as the opener hands files that it cannot decode to interactive plugins.
        FileInfo[] info = Opener.getTiffFileInfo(path);
        Opener opener = new Opener();
        opener.setSilentMode(true);
        ImagePlus image = info == null ? null : opener.openImage(path);
        if (image == null) throw new IOException("not a TIFF that ImageJ can read: " + path);
        return image;
    }

    private static ImagePlus dicom(String path) throws IOException {
        DICOM image = new DICOM();
        image.open(path);
        if (image.getWidth() == 0)
            throw new IOException("not a DICOM file that ImageJ can read (compressed?): " + path);
        return image;
    }

    private static ImagePlus pgm(String path) throws IOException {
        ImageStack stack = new PGM_Reader().openFile(path);
        ImagePlus image = new ImagePlus("", stack);
        if (stack.size() == 3) image.setDimensions(3, 1, 1);
        return image;
    }

    private static Picture byImageIo(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        if (image == null) throw new IOException("not an image of a known kind: " + file);
        return BufferedPicture.of(image);
    }
}
