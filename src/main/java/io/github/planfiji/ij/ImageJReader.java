package io.github.planfiji.ij;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.PictureReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Opens TIFF and DICOM by ImageJ, and PNG, JPEG, BMP and GIF (first frame) by ImageIO, which tells
 * of faults where ImageJ shows a dialog. Shows no window and needs no running ImageJ. Not for
 * several threads at once (ImageJ's opener is not).
 *
 * <p>8-bit values 0..255 become -1..1, seen through the file's colour table. 16-bit and float
 * values become -1..1 over the display range that ImageJ gives the file: the window of a DICOM
 * header, the range that ImageJ stored in a TIFF, else the smallest to the largest value of the
 * (first) frame; values beyond it are clamped. Where black and white are exchanged (DICOM
 * MONOCHROME1, TIFF white-is-zero), they are put right. Alpha is dropped.
 */
public final class ImageJReader implements PictureReader {

    private static final int MAX_SIDE = 1 << 16;

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
        return switch (new Opener().getFileType(path)) {
            case Opener.TIFF -> ImagePlusPictures.of(tiff(path));
            case Opener.DICOM, Opener.TIFF_AND_DICOM -> ImagePlusPictures.of(dicom(path));
            default ->
                    // ImageJ leaves OME-TIFF to another plugin where that is installed.
                    path.toLowerCase(Locale.ROOT).matches(".*\\.tiff?")
                            ? ImagePlusPictures.of(tiff(path))
                            : List.of(byImageIo(file));
        };
    }

    private static ImagePlus tiff(String path) throws IOException {
        // Asked first, as the opener hands files that it cannot decode to interactive plugins.
        FileInfo[] info = Opener.getTiffFileInfo(path);
        if (info == null) throw new IOException("not a TIFF that ImageJ can read: " + path);
        for (FileInfo part : info) requireWhole(part, path);
        Opener opener = new Opener();
        opener.setSilentMode(true);
        Path file = Path.of(path);
        ImagePlus image =
                opener.openTiff(file.getParent() + File.separator, file.getFileName().toString());
        if (image == null) throw new IOException("not a TIFF that ImageJ can read: " + path);
        return image;
    }

    private static ImagePlus dicom(String path) throws IOException {
        ImagePlus image = DicomImage.open(path);
        requireWhole(image.getOriginalFileInfo(), path);
        return image;
    }

    /** ImageJ fills up what a file lacks with black, drops the frame, or shows a dialog. */
    private static void requireWhole(FileInfo info, String path) throws IOException {
        long frame = (long) info.width * info.height * info.getBytesPerPixel();
        long end = info.getOffset() + info.nImages * frame + (info.nImages - 1) * info.getGap();
        boolean stripped = info.stripOffsets != null && info.stripLengths != null;
        if (stripped && info.nImages == 1) {
            end = 0;
            for (int i = 0; i < info.stripOffsets.length; i++)
                end =
                        Math.max(
                                end,
                                Integer.toUnsignedLong(info.stripOffsets[i])
                                        + info.stripLengths[i]);
        }
        requireFits(info.width, info.height, Path.of(path));
        if (info.width < 1 || info.height < 1 || Files.size(Path.of(path)) < end)
            throw new IOException("truncated image: " + path);
    }

    private static Picture byImageIo(Path file) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) throw new IOException("not an image of a known kind: " + file);
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                requireFits(reader.getWidth(0), reader.getHeight(0), file);
                return BufferedPicture.of(reader.read(0));
            } finally {
                reader.dispose();
            }
        }
    }

    /** A header of a few bytes may declare more pixels than there is memory. */
    private static void requireFits(long width, long height, Path file) throws IOException {
        long bytes = 16 * width * height;
        if (width > MAX_SIDE || height > MAX_SIDE || bytes > Runtime.getRuntime().maxMemory() / 2)
            throw new IOException(
                    "too large for the memory (%d x %d): %s".formatted(width, height, file));
    }
}
