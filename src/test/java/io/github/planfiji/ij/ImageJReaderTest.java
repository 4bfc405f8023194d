package io.github.planfiji.ij;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import io.github.planfiji.dataset.Picture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageJReaderTest {

    private static final Offset<Float> CLOSE = within(1e-4f);

    @TempDir Path temp;
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temp.resolve("Über sicht"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tif", "png", "bmp", "gif", "dcm"})
    void eightBitSpansItsTypeWhateverTheContrast(String format) throws IOException {
        Path file = folder.resolve("grey ä." + format);
        ImageProcessor pixels = new ByteProcessor(2, 1, new byte[] {51, (byte) 204});
        if (format.equals("tif")) pixels.setMinAndMax(100, 150);
        save(new ImagePlus("", pixels), file);
        assertClose(luma(one(file)), -0.6f, 0.6f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tif", "png", "bmp"})
    void coloursKeepTheirOrder(String format) throws IOException {
        Path file = folder.resolve("colour." + format);
        save(new ImagePlus("", new ColorProcessor(1, 1, new int[] {0xff0033})), file);
        Picture picture = one(file);
        assertThat(picture.channels()).isEqualTo(3);
        assertClose(picture.chw(), 1, -1, -0.6f);
    }

    @Test
    void jpegIsReadGreyAndColoured() throws IOException {
        Path file = folder.resolve("a.jpg");
        BufferedImage grey = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSamples(0, 0, 16, 8, 0, filled(128, 51));
        ImageIO.write(grey, "jpg", file.toFile());
        Picture picture = one(file);
        assertThat(List.of(picture.channels(), picture.height(), picture.width()))
                .containsExactly(1, 8, 16);
        assertThat(picture.at(0, 4, 9)).isCloseTo(-0.6f, within(0.02f));
        BufferedImage red = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
        red.setRGB(0, 0, 16, 8, filled(128, 0xcc3333), 0, 16);
        ImageIO.write(red, "jpg", file.toFile());
        assertThat(one(file).at(0, 4, 9)).isCloseTo(0.6f, within(0.02f));
        assertThat(one(file).at(2, 4, 9)).isCloseTo(-0.6f, within(0.02f));
    }

    @Test
    void sixteenBitTiffSpansItsStoredDisplayRange() throws IOException {
        ShortProcessor pixels = new ShortProcessor(4, 1, new short[] {0, 1000, 2000, 4000}, null);
        pixels.setMinAndMax(1000, 3000);
        Path file = folder.resolve("a.tif");
        save(new ImagePlus("", pixels), file);
        assertClose(one(file).chw(), -1, -1, 0, 1);
    }

    @Test
    void floatTiffSpansItsStoredDisplayRangeAndNanIsBlack() throws IOException {
        FloatProcessor pixels = new FloatProcessor(4, 1, new float[] {-5, 0.5f, 2, Float.NaN});
        pixels.setMinAndMax(0, 1);
        Path file = folder.resolve("a.tif");
        save(new ImagePlus("", pixels), file);
        assertClose(one(file).chw(), -1, 0, 1, -1);
    }

    @Test
    void sixteenBitPngSpansItsValues() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSamples(0, 0, 3, 1, 0, new int[] {1000, 2000, 5000});
        Path file = folder.resolve("a.png");
        ImageIO.write(image, "png", file.toFile());
        assertClose(one(file).chw(), -1, -0.5f, 1);
    }

    @Test
    void aConstantSixteenBitImageIsBlack() throws IOException {
        Path file = folder.resolve("a.tif");
        save(new ImagePlus("", new ShortProcessor(2, 1, new short[] {700, 700}, null)), file);
        assertClose(one(file).chw(), -1, -1);
    }

    @Test
    void alphaIsDropped() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x40ff0033);
        Path file = folder.resolve("a.png");
        ImageIO.write(image, "png", file.toFile());
        assertClose(one(file).chw(), 1, -1, -0.6f);
    }

    @Test
    void anInvertedTableIsPutRight() throws IOException {
        Path file = folder.resolve("a.tif");
        ByteProcessor bytes = new ByteProcessor(2, 1, new byte[] {51, (byte) 204});
        bytes.invertLut();
        save(new ImagePlus("", bytes), file);
        assertClose(luma(one(file)), 0.6f, -0.6f);
        ShortProcessor shorts = new ShortProcessor(2, 1, new short[] {100, 200}, null);
        shorts.invertLut();
        save(new ImagePlus("", shorts), file);
        assertClose(one(file).chw(), 1, -1);
    }

    @Test
    void aColourTableGivesColours() throws IOException {
        byte[] red = new byte[256];
        red[7] = (byte) 255;
        ByteProcessor pixels = new ByteProcessor(1, 1, new byte[] {7});
        pixels.setLut(new LUT(red, new byte[256], new byte[256]));
        Path file = folder.resolve("a.tif");
        save(new ImagePlus("", pixels), file);
        assertClose(one(file).chw(), 1, -1, -1);
    }

    @Test
    void theSlicesOfAStackAreFrames() throws IOException {
        ImageStack stack = new ImageStack(1, 1);
        for (int v : new int[] {0, 51, 204, 255})
            stack.addSlice(new ByteProcessor(1, 1, new byte[] {(byte) v}));
        Path file = folder.resolve("a.tif");
        save(new ImagePlus("", stack), file);
        List<Picture> frames = new ImageJReader().read(file);
        assertThat(frames).hasSize(4);
        assertThat(frames.get(1).chw()[0]).isCloseTo(-0.6f, CLOSE);
    }

    @Test
    void threeChannelsAreColoursOfCommonRange() throws IOException {
        ImageStack stack = new ImageStack(1, 1);
        for (int v : new int[] {0, 1000, 250, 500, 0, 1000})
            stack.addSlice(new ShortProcessor(1, 1, new short[] {(short) v}, null));
        ImagePlus image = new ImagePlus("", stack);
        image.setDimensions(3, 1, 2);
        image.setDisplayRange(0, 1000);
        Path file = folder.resolve("a.tif");
        save(image, file);
        List<Picture> frames = new ImageJReader().read(file);
        assertThat(frames).hasSize(2);
        assertClose(frames.get(0).chw(), -1, 1, -0.5f);
        assertClose(frames.get(1).chw(), 0, -1, 1);
    }

    @Test
    void twoChannelsAreRefused() throws IOException {
        ImageStack stack = new ImageStack(1, 1);
        for (int s = 0; s < 2; s++) stack.addSlice(new ByteProcessor(1, 1));
        ImagePlus image = new ImagePlus("", stack);
        image.setDimensions(2, 1, 1);
        Path file = folder.resolve("a.tif");
        save(image, file);
        assertFault(file, "2 channels");
    }

    @ParameterizedTest
    @CsvSource({
        // centre, width, slope, intercept, signed, photometric, pixels 0, 1000, 2000
        "1000,1000,1,0,0,MONOCHROME2,-1,0,1",
        "1000,1000,1,0,0,MONOCHROME1,1,0,-1",
        "0,2000,1,-1000,0,MONOCHROME2,-1,0,1",
        "1000,4000,1,0,1,MONOCHROME2,-0.5,0,0.5",
        "500,1000,0.5,0,0,MONOCHROME2,-1,0,1",
        "-200,1000,0.5,-700,1,MONOCHROME2,-1,0,1",
        ",,1,0,0,MONOCHROME2,-1,0,1"
    })
    void dicomIsSeenThroughItsWindow(
            String centre,
            String width,
            String slope,
            String intercept,
            int signed,
            String photometric,
            float zero,
            float thousand,
            float twoThousand)
            throws IOException {
        Path file = folder.resolve("IM0001");
        DicomFile dicom =
                new DicomFile(3, 1)
                        .photometric(photometric)
                        .signed(signed)
                        .rescale(slope, intercept);
        if (centre != null) dicom.window(centre, width);
        Files.write(file, dicom.pixels(0, 1000, 2000));
        assertClose(one(file).chw(), zero, thousand, twoThousand);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tif", "png", "jpg", "gif", "bmp", "dcm"})
    void damagedFilesAreFaultsThatNameThem(String format) throws IOException {
        Path file = folder.resolve("damaged." + format);
        Files.write(file, "no image at all".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertFault(file, file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tif", "png", "gif", "dcm"})
    void truncatedFilesAreFaults(String format) throws IOException {
        Path file = folder.resolve("cut." + format);
        byte[] noise = new byte[64 * 64];
        new java.util.Random(1).nextBytes(noise);
        save(new ImagePlus("", new ByteProcessor(64, 64, noise)), file);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 4));
        assertThatThrownBy(() -> new ImageJReader().read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void aMissingFileIsAFault() {
        assertFault(folder.resolve("no.png"), "missing or not readable");
    }

    private static void save(ImagePlus image, Path file) throws IOException {
        String path = file.toString();
        FileSaver saver = new FileSaver(image);
        boolean saved =
                switch (path.substring(path.lastIndexOf('.') + 1)) {
                    case "tif" ->
                            image.getStackSize() > 1
                                    ? saver.saveAsTiffStack(path)
                                    : saver.saveAsTiff(path);
                    case "png" -> saver.saveAsPng(path);
                    case "bmp" -> saver.saveAsBmp(path);
                    case "gif" -> saver.saveAsGif(path);
                    default -> {
                        Files.write(
                                file,
                                new DicomFile(image.getWidth(), image.getHeight())
                                        .bytes((byte[]) image.getProcessor().getPixels()));
                        yield true;
                    }
                };
        assertThat(saved).isTrue();
    }

    private static Picture one(Path file) throws IOException {
        List<Picture> frames = new ImageJReader().read(file);
        assertThat(frames).hasSize(1);
        return frames.get(0);
    }

    /** The first channel: some formats store grey as a palette. */
    private static float[] luma(Picture picture) {
        return Arrays.copyOf(picture.chw(), picture.width() * picture.height());
    }

    private static int[] filled(int count, int value) {
        int[] values = new int[count];
        Arrays.fill(values, value);
        return values;
    }

    private static void assertClose(float[] values, float... wanted) {
        assertThat(values).containsExactly(wanted, CLOSE);
    }

    private static void assertFault(Path file, String part) {
        assertThatThrownBy(() -> new ImageJReader().read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(part);
    }
}
