package io.github.planfiji.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens an image file; the ImageJ home of it knows TIFF, PNG, JPEG and DICOM, 8 and 16 bit. */
@FunctionalInterface
public interface PictureReader {

    /**
     * Reads every frame of a file at its own size.
     *
     * @return one picture a frame; 8-bit values span their type's range, 16-bit and float images
     *     their file's stated display range, mapped to -1..1; alpha is dropped
     * @throws IOException if the file is missing, unreadable or not an image; the message says
     *     which
     */
    List<Picture> read(Path file) throws IOException;
}
