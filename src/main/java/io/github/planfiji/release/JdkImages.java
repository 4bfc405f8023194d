package io.github.planfiji.release;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Writes image files that hold pixels and nothing else: by the JDK's own writers, whatever others
 * are installed, as those may add dates and names of tools.
 */
final class JdkImages {

    private JdkImages() {}

    static void png(BufferedImage image, Path file) throws IOException {
        write("png", List.of(image), file);
    }

    /** All images as pages of one file. */
    static void tiff(List<BufferedImage> images, Path file) throws IOException {
        write("tiff", images, file);
    }

    private static void write(String format, List<BufferedImage> images, Path file)
            throws IOException {
        // the stream does not shorten a longer file
        Files.deleteIfExists(file);
        ImageWriter writer = writer(format);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            if (images.size() == 1) writer.write(images.get(0));
            else {
                writer.prepareWriteSequence(null);
                for (BufferedImage image : images)
                    writer.writeToSequence(new IIOImage(image, null, null), null);
                writer.endWriteSequence();
            }
        } finally {
            writer.dispose();
        }
    }

    private static ImageWriter writer(String format) {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getModule() == ImageIO.class.getModule()) return writer;
        }
        throw new IllegalStateException("This Java cannot write " + format);
    }
}
