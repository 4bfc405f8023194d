package io.github.planfiji.trust;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The scanner finds what was planted, however it is written, and nothing in clean files. */
class LeakScannerTrustTest {

    private static final String ID = "Jürgen_Åse-0417";
    private static final float[] LATENT = {0.12345f, -1.5f, 2.25f, 0.333f, -0.071f};

    @TempDir Path folder;

    private final LeakScanner scanner = new LeakScanner().withText(ID).withLatent(LATENT);

    /** Writes something private into a folder. */
    @FunctionalInterface
    interface Plant {
        void into(Path folder) throws Exception;
    }

    static Stream<Arguments> plants() {
        return Stream.of(
                plant("file name", f -> Files.createFile(f.resolve("scan of " + ID + ".png"))),
                plant("folder name", f -> Files.createDirectories(f.resolve("a/" + ID + "/b"))),
                plant("hidden file", f -> write(f, ".DS_Store", "x" + "\n" + ID)),
                plant("CSV", f -> write(f, "x.csv", "id;file\n\"" + ID + "\";3\n")),
                plant("CSV in Latin-1", f -> write(f, "x.csv", ID, StandardCharsets.ISO_8859_1)),
                plant(
                        "text in UTF-16",
                        f -> write(f, "x.txt", "a" + ID, StandardCharsets.UTF_16LE)),
                plant("capitals", f -> write(f, "x.log", ID.toUpperCase(Locale.ROOT))),
                plant("accents apart", f -> write(f, "x.log", "Ju\u0308rgen_A\u030Ase-0417")),
                plant(
                        "JSON escapes",
                        f -> write(f, "x.json", "{\"by\":\"J\\u00fcrgen_\\u00C5se-0417\"}")),
                plant("HTML escapes", f -> write(f, "x.html", "<b>J&#252;rgen_&#xc5;se-0417</b>")),
                plant(
                        "base 64",
                        f ->
                                write(
                                        f,
                                        "x.html",
                                        Base64.getEncoder().encodeToString(bytes(ID + "0")))),
                plant("hash", f -> write(f, "x.csv", "1," + hash(ID))),
                plant("PNG text", f -> png(f.resolve("x.png"), "tEXt", "tEXtEntry", "0417 no")),
                plant("compressed PNG text", f -> png(f.resolve("x.png"), "zTXt", "zTXtEntry", ID)),
                plant("TIFF info", f -> tiff(f.resolve("x.tif"), "by " + ID, null)),
                plant("TIFF slice label", f -> tiff(f.resolve("x.tif"), null, "left eye, " + ID)),
                plant("zip entry", f -> zip(f.resolve("x.zip"), "a.txt", bytes(ID))),
                plant("zip entry's name", f -> zip(f.resolve("x.npz"), ID + ".npy", new byte[9])),
                plant(
                        "zip in a zip",
                        f -> {
                            zip(f.resolve("inner"), "a", bytes(ID));
                            byte[] inner = Files.readAllBytes(f.resolve("inner"));
                            Files.delete(f.resolve("inner"));
                            zip(f.resolve("x.zip"), "b", inner);
                        }),
                plant("gzip", f -> gzip(f.resolve("x.gz"), bytes(ID))),
                plant("path", f -> write(f, "x.log", "read /home/jo/images/a.png")),
                plant("Windows path", f -> write(f, "x.json", "\"C:\\\\Users\\\\jo\\\\a.png\"")),
                plant("latent as floats", f -> latent(f, Float.BYTES, ByteOrder.LITTLE_ENDIAN)),
                plant("latent in Java's order", f -> latent(f, Float.BYTES, ByteOrder.BIG_ENDIAN)),
                plant("latent as doubles", f -> latent(f, Double.BYTES, ByteOrder.LITTLE_ENDIAN)),
                plant("latent as text", f -> write(f, "x.csv", "w\n-1.500,2.250,0.333,-0.071\n")),
                plant("rounded latent", f -> write(f, "x.csv", "w\n-1.50\n2.25\n0.33\n")));
    }

    private static Arguments plant(String what, Plant plant) {
        return Arguments.of(what, plant);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plants")
    void aPlantedCanaryIsFound(String what, Plant plant) throws Exception {
        assertThat(scanner.scan(folder)).isEmpty();
        if (what.equals("PNG text")) scanner.withText("0417 no");
        plant.into(folder);
        assertThat(scanner.scan(folder)).as(what).isNotEmpty();
    }

    @Test
    void cleanFilesAreClean() throws Exception {
        write(folder, "x.csv", "step,loss\n1,0.12345\n2,7.5\nJürgen_Åse-04170\n");
        write(folder, "x.html", "<a href=\"https://example.org/home/x\">1.5 and/or 2.25</a>");
        png(folder.resolve("x.png"), "tEXt", "tEXtEntry", "a comment");
        tiff(folder.resolve("x.tif"), "model: none", "step 1/5");
        zip(folder.resolve("x.zip"), "a", new byte[1000]);
        assertThat(scanner.scan(folder)).isEmpty();
    }

    @Test
    void anOpenImageIsSearchedBesideItsPixels() {
        ImagePlus image = new ImagePlus("x", new ByteProcessor(2, 2));
        assertThat(scanner.scan(image)).isEmpty();
        image.setTitle(ID + ".tif");
        image.getStack().setSliceLabel("of " + ID, 1);
        image.setProperty("Info", "from /home/jo/x.tif");
        image.setProp("origin", ID);
        assertThat(scanner.scan(image))
                .extracting(LeakScanner.Leak::where)
                .contains("title", "label 1", "Info", "origin");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(String text) throws Exception {
        return HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes(text)));
    }

    private static void write(Path folder, String name, String text) throws IOException {
        write(folder, name, text, StandardCharsets.UTF_8);
    }

    private static void write(Path folder, String name, String text, Charset charset)
            throws IOException {
        Files.write(folder.resolve(name), text.getBytes(charset));
    }

    private static void tiff(Path file, String info, String label) {
        ImagePlus image = new ImagePlus("", new ByteProcessor(4, 4));
        image.getStack().addSlice(label, new ByteProcessor(4, 4));
        image.setStack(image.getStack());
        if (info != null) image.setProperty("Info", info);
        new FileSaver(image).saveAsTiffStack(file.toString());
    }

    private static void png(Path file, String chunk, String entry, String text) throws IOException {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
        IIOMetadataNode node = new IIOMetadataNode(entry);
        node.setAttribute("keyword", "Comment");
        if (chunk.equals("zTXt")) node.setAttribute("compressionMethod", "deflate");
        node.setAttribute(chunk.equals("zTXt") ? "text" : "value", text);
        IIOMetadataNode parent = new IIOMetadataNode(chunk);
        parent.appendChild(node);
        IIOMetadataNode root = new IIOMetadataNode("javax_imageio_png_1.0");
        root.appendChild(parent);
        metadata.mergeTree("javax_imageio_png_1.0", root);
        try (var out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(new IIOImage(image, null, metadata));
        }
        writer.dispose();
    }

    private static void zip(Path file, String name, byte[] content) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        }
    }

    private static void gzip(Path file, byte[] content) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
    }

    private static void latent(Path folder, int size, ByteOrder order) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(7);
        for (int i = 1; i < LATENT.length; i++) {
            ByteBuffer value = ByteBuffer.allocate(size).order(order);
            out.write(
                    (size == Float.BYTES ? value.putFloat(LATENT[i]) : value.putDouble(LATENT[i]))
                            .array());
        }
        Files.write(folder.resolve("x.bin"), out.toByteArray());
    }
}
