package io.github.planfiji.trust;

import ij.ImagePlus;
import ij.ImageStack;
import io.github.planfiji.dataset.ImageSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageInputStream;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

/**
 * Looks for private things in what is meant to be public: names and contents of files (CSV, HTML,
 * JSON, logs, archives and images with their metadata), images and texts. Patient ids and source
 * names are found in UTF-8, UTF-16 and Latin-1, escaped, in base 64 and as their hashes; latents as
 * numbers in binary or text; absolute paths in every text.
 *
 * <pre>{@code
 * assertThat(LeakScanner.of(set, codes).scan(released)).isEmpty();
 * }</pre>
 */
final class LeakScanner {

    /** What was found, and where. */
    record Leak(String where, String what) {}

    private final Canaries canaries = new Canaries();
    private final LatentTraces latents = new LatentTraces();

    /** Looks for the patients, the names of the images and the codes of a private set. */
    static LeakScanner of(ImageSet set, float[][] codes) {
        LeakScanner scanner = new LeakScanner();
        set.patients().forEach(scanner::withText);
        for (int i = 0; i < set.size(); i++) {
            String name = set.sample(i).name();
            String base = name.substring(name.lastIndexOf('/') + 1);
            scanner.withText(base).withText(base.replaceFirst("\\.\\w+$", ""));
        }
        for (float[] code : codes) scanner.withLatent(code);
        return scanner;
    }

    LeakScanner withText(String text) {
        canaries.add(text);
        return this;
    }

    /** Looks for a latent; with fewer than three components it cannot be told from chance. */
    LeakScanner withLatent(float[] latent) {
        latents.add(latent);
        return this;
    }

    /** Everything found in a folder or file, by paths relative to it. */
    List<Leak> scan(Path root) throws IOException {
        List<Leak> leaks = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            String name = root.relativize(file).toString();
            add(leaks, "name " + name, scanText(name));
            if (Files.isRegularFile(file)) scan(name, Files.readAllBytes(file), leaks);
        }
        return leaks;
    }

    private void scan(String where, byte[] bytes, List<Leak> leaks) throws IOException {
        if (latents.areIn(bytes)) leaks.add(new Leak(where, "a latent"));
        for (String text : decodings(bytes)) add(leaks, where, canaries.findIn(text).stream());
        String text = utf8(bytes);
        if (text != null) add(leaks, where, scanText(text));
        add(leaks, where + " (metadata)", scanText(imageMetadata(bytes)));
        if (startsWith(bytes, 'P', 'K')) archive(where, bytes, leaks);
        if (startsWith(bytes, 0x1f, 0x8b))
            scan(
                    where + "!",
                    new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(),
                    leaks);
    }

    private void archive(String where, byte[] bytes, List<Leak> leaks) throws IOException {
        ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes));
        for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
            add(leaks, where + "!" + e.getName(), scanText(e.getName()));
            scan(where + "!" + e.getName(), zip.readAllBytes(), leaks);
        }
    }

    /** Everything found in an open image beside its pixels. */
    List<Leak> scan(ImagePlus image) {
        List<Leak> leaks = new ArrayList<>();
        add(leaks, "title", scanText(image.getTitle()));
        if (image.getProperties() != null)
            image.getProperties()
                    .forEach((key, value) -> add(leaks, "" + key, scanText(key + " " + value)));
        if (image.getImageProperties() != null)
            image.getImageProperties()
                    .forEach((key, value) -> add(leaks, "" + key, scanText(key + " " + value)));
        ImageStack stack = image.getStack();
        for (int i = 1; i <= stack.size(); i++)
            add(leaks, "label " + i, scanText(String.valueOf(stack.getSliceLabel(i))));
        return leaks;
    }

    /** Everything found in a text, for example a log or a message. */
    Stream<String> scanText(String text) {
        return Stream.of(
                        canaries.findIn(text).stream(),
                        Canaries.absolutePathIn(text).stream(),
                        latents.areIn(text) ? Stream.of("a latent") : Stream.<String>empty())
                .flatMap(s -> s);
    }

    private static void add(List<Leak> leaks, String where, Stream<String> found) {
        found.map(what -> new Leak(where, what))
                .filter(leak -> !leaks.contains(leak))
                .forEach(leaks::add);
    }

    private static List<String> decodings(byte[] bytes) {
        List<String> texts = new ArrayList<>();
        texts.add(new String(bytes, StandardCharsets.UTF_8));
        texts.add(new String(bytes, StandardCharsets.ISO_8859_1));
        for (Charset wide : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE))
            for (int offset = 0; offset < 2 && offset < bytes.length; offset++)
                texts.add(new String(bytes, offset, bytes.length - offset, wide));
        return texts;
    }

    private static String utf8(byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.indexOf('\0') < 0 ? text : null;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** As Java's readers tell it, which inflate what is compressed; empty if it is no image. */
    private static String imageMetadata(byte[] bytes) {
        try (ImageInputStream in =
                ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) return "";
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                IIOMetadata metadata = reader.getImageMetadata(0);
                StringWriter text = new StringWriter();
                for (String format : metadata.getMetadataFormatNames())
                    TransformerFactory.newInstance()
                            .newTransformer()
                            .transform(
                                    new DOMSource(metadata.getAsTree(format)),
                                    new StreamResult(text));
                return text.toString();
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            // no image after all; its bytes are looked through anyway
            return "";
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length > 1
                && Arrays.equals(Arrays.copyOf(bytes, 2), new byte[] {(byte) first, (byte) second});
    }
}
