package io.github.planfiji.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzSetTest {

    @TempDir Path temp;
    private final Map<String, byte[]> arrays = new LinkedHashMap<>();

    @Test
    void greyImagesOfAllPartsAreJoined() throws IOException {
        add("train_images", "|u1", "(2, 1, 2)", 0, 255, 51, 204);
        add("train_labels", "|u1", "(2, 1)", 1, 0);
        add("test_images", "|u1", "(1, 1, 2)", 255, 255);
        add("test_labels", "|u1", "(1, 1)", 1);
        ImageSet set = open(4, 1);
        assertThat(set.size()).isEqualTo(3);
        assertThat(set.classes()).containsExactly("0", "1");
        assertThat(set.sample(0)).isEqualTo(new Sample("train/0", "1", "train/0"));
        assertThat(set.sample(2)).isEqualTo(new Sample("test/0", "1", "test/0"));
        assertThat(set.picture(1).at(0, 1, 0)).isCloseTo(-0.6f, within(1e-6f));
        assertThat(set.picture(1).at(0, 1, 3)).isCloseTo(0.6f, within(1e-6f));
    }

    @Test
    void rgbImagesAreTurnedFromLastToFirstAxis() throws IOException {
        add("train_images", "|u1", "(1, 1, 1, 3)", 255, 0, 51);
        add("train_labels", "<i8", "(1, 1)", 3, 0, 0, 0, 0, 0, 0, 0);
        ImageSet set = open(4, 3);
        assertThat(set.picture(0).at(0, 0, 0)).isEqualTo(1f);
        assertThat(set.picture(0).at(1, 0, 0)).isEqualTo(-1f);
        assertThat(set.picture(0).at(2, 0, 0)).isCloseTo(-0.6f, within(1e-6f));
        assertThat(set.classes()).containsExactly("3");
    }

    @Test
    void sixteenBitImagesSpanTheirType() throws IOException {
        add("train_images", "<u2", "(1, 1, 2)", 0xff, 0xff, 0, 0);
        add("train_labels", "|u1", "(1,)", 0);
        Picture picture = open(4, 1).picture(0);
        assertThat(picture.at(0, 1, 0)).isEqualTo(1f);
        assertThat(picture.at(0, 1, 3)).isEqualTo(-1f);
    }

    @Test
    void bigEndianImagesAreRead() throws IOException {
        add("train_images", ">u2", "(1, 1, 1)", 0x80, 0);
        add("train_labels", "|u1", "(1, 1)", 0);
        assertThat(open(4, 1).picture(0).at(0, 0, 0)).isCloseTo(0, within(1e-4f));
    }

    @Test
    void classesSortAsNumbers() throws IOException {
        add("train_images", "|u1", "(2, 1, 1)", 0, 0);
        add("train_labels", "|u1", "(2, 1)", 10, 2);
        assertThat(open(4, 1).classes()).containsExactly("02", "10");
    }

    @Test
    void aFolderWithNothingButOneFileOpensIt() throws IOException {
        add("train_images", "|u1", "(1, 1, 1)", 0);
        add("train_labels", "|u1", "(1, 1)", 0);
        write();
        assertThat(
                        ImageSets.open(
                                        ImageSetOptions.of(temp, 4, 1),
                                        file -> null,
                                        Progress.SILENT)
                                .size())
                .isEqualTo(1);
    }

    @Test
    void otherTypesAndShapesAreErrors() throws IOException {
        add("train_images", "<f4", "(1, 1, 1)", 0, 0, 0, 0);
        add("train_labels", "|u1", "(1, 1)", 0);
        assertFault("train_images must hold whole numbers in C order, but is", "'<f4'");
        add("train_images", "|i1", "(1, 1, 1)", 0);
        assertFault("has type i1 and shape [1, 1, 1]: uint8 or uint16");
        add("train_images", "|u1", "(2, 1, 1)", 0, 0);
        assertFault("shape [2, 1, 1]", "[1, H, W]");
        add("train_labels", "|u1", "(2, 3)", 0, 0, 0, 0, 0, 0);
        assertFault("train_labels", "shape [2, 3]: one class an image is needed");
    }

    @Test
    void missingArraysAreErrors() throws IOException {
        add("images", "|u1", "(1, 1, 1)", 0);
        assertFault("holds no images: it needs arrays like train_images");
        add("val_images", "|u1", "(1, 1, 1)", 0);
        assertFault("has no array 'val_labels'");
    }

    @Test
    void aDamagedArchiveIsAnError() throws IOException {
        Files.writeString(temp.resolve("set.npz"), "no zip");
        assertThatThrownBy(() -> open(temp.resolve("set.npz"), 4, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is not a whole .npz archive");
    }

    @Test
    void aTruncatedArrayIsAnError() throws IOException {
        add("train_images", "|u1", "(1, 9, 9)", 0);
        add("train_labels", "|u1", "(1, 1)", 0);
        assertFault("could not be read");
    }

    private void add(String name, String type, String shape, int... bytes) {
        String header =
                "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(type, shape);
        byte[] array = new byte[10 + header.length() + bytes.length];
        byte[] start = "\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(start, 0, array, 0, 8);
        array[8] = (byte) header.length();
        System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, array, 10, header.length());
        for (int i = 0; i < bytes.length; i++) array[10 + header.length() + i] = (byte) bytes[i];
        arrays.put(name, array);
    }

    private Path write() throws IOException {
        Path file = temp.resolve("set.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
                zip.write(array.getValue());
            }
        }
        return file;
    }

    private ImageSet open(int resolution, int channels) throws IOException {
        return open(write(), resolution, channels);
    }

    private static ImageSet open(Path file, int resolution, int channels) {
        return ImageSets.open(
                ImageSetOptions.of(file, resolution, channels), f -> null, Progress.SILENT);
    }

    private void assertFault(String... parts) throws IOException {
        Path file = write();
        assertThatThrownBy(() -> open(file, 4, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll(parts);
    }
}
