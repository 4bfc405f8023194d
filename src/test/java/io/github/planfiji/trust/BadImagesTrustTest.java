package io.github.planfiji.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.ImageSetOptions;
import io.github.planfiji.dataset.ImageSets;
import io.github.planfiji.ij.ImageJReader;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.training.TrainingData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images and tables as they come from hospitals: odd, damaged, too few, or made to harm. */
class BadImagesTrustTest {

    private static final int SIDE = 16;

    @TempDir Path folder;

    @Test
    void sizesAndDepthsMayBeMixed() throws IOException {
        save(new ImagePlus("", new ByteProcessor(10, 20)), "a/8 bit.png");
        save(new ImagePlus("", new ShortProcessor(30, 30)), "a/16 bit.tif");
        save(new ImagePlus("", new FloatProcessor(64, 48)), "a/float.tif");
        save(new ImagePlus("", new ColorProcessor(5, 5)), "b/colour.png");
        save(new ImagePlus("", new ByteProcessor(1, 1)), "b/one pixel.png");
        save(new ImagePlus("", new ByteProcessor(1, 300)), "b/line.tif");
        ImageSet set = open();
        assertThat(set.size()).isEqualTo(6);
        for (int i = 0; i < set.size(); i++) {
            assertThat(set.picture(i).chw()).hasSize(3 * SIDE * SIDE);
            for (float value : set.picture(i).chw()) assertThat(value).isBetween(-1f, 1f);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "png, empty", "png, cut", "png, noise", "tif, empty", "tif, cut", "tif, noise",
        "dcm, empty", "dcm, cut", "dcm, noise", "png, bomb", "tif, bomb", "gif, cut"
    })
    void aDamagedFileIsOneFaultOfTheSetNotACrash(String format, String damage) throws IOException {
        save(new ImagePlus("", new ByteProcessor(40, 40)), "a/good.png");
        Path bad = folder.resolve("a/bad." + format);
        Files.write(bad, damaged(format, damage));
        save(new ImagePlus("", new ByteProcessor(40, 40)), "b/good.png");
        assertThat(open().size()).as("one of three is left out").isEqualTo(2);
        Files.delete(folder.resolve("a/good.png"));
        Files.delete(folder.resolve("b/good.png"));
        assertRefused(
                this::open,
                "1 of 1 image files are unreadable",
                "number 1 of the folder's image files",
                "Check that");
    }

    private byte[] damaged(String format, String damage) throws IOException {
        if (damage.equals("empty")) return new byte[0];
        Path file = folder.resolve("whole." + format);
        byte[] pixels = new byte[40 * 40];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (i * i);
        FileSaver saver = new FileSaver(new ImagePlus("", new ByteProcessor(40, 40, pixels)));
        switch (format) {
            case "tif" -> saver.saveAsTiff(file.toString());
            case "gif" -> saver.saveAsGif(file.toString());
            case "dcm" -> Files.write(file, dicomHead());
            default -> saver.saveAsPng(file.toString());
        }
        byte[] whole = Files.readAllBytes(file);
        Files.delete(file);
        return switch (damage) {
            case "cut" -> Arrays.copyOf(whole, whole.length / 3);
            case "bomb" -> format.equals("png") ? hugePng(whole) : hugeTiff(whole);
            default -> {
                for (int i = 2; i < whole.length; i++) whole[i] = (byte) (whole[i] * 37 + i);
                yield whole;
            }
        };
    }

    private static byte[] dicomHead() {
        byte[] head = new byte[400];
        System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, head, 128, 4);
        return head;
    }

    /** The same few bytes with a header of 60000 x 60000 pixels and a right checksum. */
    private static byte[] hugePng(byte[] png) {
        ByteBuffer bytes = ByteBuffer.wrap(png);
        bytes.putInt(16, 60_000).putInt(20, 60_000);
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        bytes.putInt(29, (int) crc.getValue());
        return png;
    }

    /** Width and height of 60000, and "compressed", so that the file's length says nothing. */
    private static byte[] hugeTiff(byte[] tiff) {
        ByteBuffer bytes = ByteBuffer.wrap(tiff);
        bytes.order(tiff[0] == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(4);
        for (int e = 0; e < bytes.getShort(directory); e++) {
            int entry = directory + 2 + 12 * e;
            int tag = Short.toUnsignedInt(bytes.getShort(entry));
            if (tag == 256 || tag == 257) {
                bytes.putShort(entry + 2, (short) 4);
                bytes.putInt(entry + 8, 60_000);
            }
        }
        return tiff;
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "windows-1252"})
    void aTableMayHaveTheEncodingsOfSpreadsheets(String charset) throws IOException {
        save(new ImagePlus("", new ByteProcessor(4, 4)), "Größe 1.png");
        save(new ImagePlus("", new ByteProcessor(4, 4)), "b.png");
        String mark = charset.equals("UTF-16LE") ? "\uFEFF" : "";
        Files.write(
                folder.resolve("labels.csv"),
                (mark + "file;class\r\nGröße 1.png;gesund\r\nb.png;krank\r\n")
                        .getBytes(Charset.forName(charset)));
        assertThat(open().classes()).containsExactly("gesund", "krank");
    }

    @Test
    void aSpreadsheetIsNoTable() throws IOException {
        save(new ImagePlus("", new ByteProcessor(4, 4)), "a.png");
        Path table = folder.resolve("labels.xlsx");
        Files.write(table, new byte[] {'P', 'K', 3, 4, 0, 0, 0, 8});
        assertRefused(
                () -> open(options().withLabels(table)),
                table.toString(),
                "is not a text file",
                "save the spreadsheet as CSV");
    }

    @Test
    void linksThatLeadInACircleAreFollowedOnce() throws IOException {
        save(new ImagePlus("", new ByteProcessor(4, 4)), "a/x.png");
        save(new ImagePlus("", new ByteProcessor(4, 4)), "b/x.png");
        try {
            Files.createSymbolicLink(folder.resolve("a/again"), folder);
        } catch (FileSystemException | UnsupportedOperationException e) {
            assumeTrue(false, "no symbolic links here");
        }
        assertThat(open().size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 1", "4, 2"})
    void tooFewToTrainOn(int images, int patients) throws IOException {
        StringBuilder table = new StringBuilder("file,class,patient\n");
        for (int i = 0; i < images; i++) {
            save(new ImagePlus("", new ByteProcessor(4, 4)), i + ".png");
            table.append("%d.png,%s,p%d\n".formatted(i, i % 2 == 0 ? "a" : "b", i % patients));
        }
        Files.writeString(folder.resolve("labels.csv"), table);
        ImageSet set = open();
        assertRefused(
                () -> TrainingData.split(set, 0.2, 1),
                "The " + patients + " patients of the set are too few",
                "add patients, at least 3 in a class");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(2147483648, 1, 1) | declares the shape (2147483648, 1), but",
                "(1, 65536, 65536) | declares the shape (1, 65536, 65536), but",
                "(99999999999999999999999, 2, 2) | declares the shape (9999",
                "(1000000000, 8, 8) | the array ends too early"
            })
    void anArrayMayNotDeclareWhatNeverComes(String shape, String fault) throws IOException {
        Path file = folder.resolve("set.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            String labels = shape.replaceFirst(",.*", ", 1)");
            zip.putNextEntry(new ZipEntry("train_labels.npy"));
            zip.write(npy(labels));
            zip.putNextEntry(new ZipEntry("train_images.npy"));
            zip.write(npy(shape));
        }
        assertRefused(() -> open(ImageSetOptions.of(file, SIDE, 1)), fault);
    }

    @Test
    void anArrayMayNotDeclareAnEndlessHeader() throws IOException {
        Path file = folder.resolve("set.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : new String[] {"train_labels.npy", "train_images.npy"}) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1});
            }
        }
        assertRefused(
                () -> open(ImageSetOptions.of(file, SIDE, 1)),
                "train_labels declares a header of 4294967295 bytes",
                "download or write it again");
    }

    private static byte[] npy(String shape) throws IOException {
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.write(new byte[] {(byte) header.length(), 0});
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[10]);
        return out.toByteArray();
    }

    private ImageSetOptions options() {
        return ImageSetOptions.of(folder, SIDE, 3);
    }

    private ImageSet open() {
        return open(options());
    }

    private static ImageSet open(ImageSetOptions options) {
        return ImageSets.open(options, new ImageJReader(), Progress.SILENT);
    }

    private void save(ImagePlus image, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        FileSaver saver = new FileSaver(image);
        boolean saved =
                name.endsWith(".png")
                        ? saver.saveAsPng(file.toString())
                        : saver.saveAsTiff(file.toString());
        assertThat(saved).isTrue();
    }

    private static void assertRefused(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll(parts)
                .message()
                .endsWith(".");
    }
}
