package io.github.planfiji.dataset;

import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A MedMNIST file (Yang et al., Scientific Data 2023): {@code train_images} [N,H,W] or [N,H,W,3]
 * with {@code train_labels} [N,1], likewise val and test, all joined. Classes are the label
 * numbers, padded with zeros so that they sort as numbers; images are named {@code train/0} and so
 * on; uint8 and uint16 span their type's range.
 */
final class NpzSet {

    private static final List<String> PARTS = List.of("train", "val", "test");

    private final Path file;
    private final ZipFile zip;
    private final Progress progress;

    private NpzSet(Path file, ZipFile zip, Progress progress) {
        this.file = file;
        this.zip = zip;
        this.progress = progress;
    }

    static ImageSet read(Path file, ImageSetOptions options, Progress progress) throws IOException {
        UserException.require(
                options.labels() == null,
                "%s holds its own labels: leave the label table empty.",
                file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new NpzSet(file, zip, progress).read(options);
        } catch (ZipException e) {
            throw new UserException(
                    file + " is not a whole .npz archive: download or copy it again.", e);
        }
    }

    private ImageSet read(ImageSetOptions options) throws IOException {
        Map<String, List<String>> classes = classes();
        long total = classes.values().stream().mapToLong(List::size).sum();
        UserException.require(
                total > 0,
                "%s holds no images: it needs arrays like train_images and train_labels.",
                file);
        SetBuilder set = new SetBuilder(options, total);
        long done = 0;
        for (Map.Entry<String, List<String>> part : classes.entrySet())
            done = readImages(part.getKey(), part.getValue(), set, done, total);
        progress.note("No patient ids: every image counts as a patient of its own");
        return set.build();
    }

    /** The class of each image of each part that is there. */
    private Map<String, List<String>> classes() throws IOException {
        Map<String, long[]> labels = new LinkedHashMap<>();
        for (String part : PARTS)
            if (zip.getEntry(part + "_images.npy") != null) labels.put(part, labels(part));
        long largest = labels.values().stream().flatMapToLong(Arrays::stream).max().orElse(0);
        String format = "%0" + Long.toString(largest).length() + "d";
        Map<String, List<String>> classes = new LinkedHashMap<>();
        labels.forEach(
                (part, values) ->
                        classes.put(
                                part, Arrays.stream(values).mapToObj(format::formatted).toList()));
        return classes;
    }

    private long[] labels(String part) throws IOException {
        try (NpyStream array = array(part + "_labels")) {
            long[] shape = array.shape();
            UserException.require(
                    shape.length == 1 || shape.length == 2 && shape[1] == 1,
                    "The array %s_labels of %s has shape %s: one class an image is needed, shape"
                            + " [N, 1].",
                    part,
                    file,
                    Arrays.toString(shape));
            return array.read(Math.toIntExact(shape[0]));
        }
    }

    private long readImages(
            String part, List<String> classes, SetBuilder set, long done, long total)
            throws IOException {
        try (NpyStream array = array(part + "_images")) {
            long[] shape = array.shape();
            boolean grey = shape.length == 3;
            UserException.require(
                    (grey || shape.length == 4 && (shape[3] == 1 || shape[3] == 3))
                            && shape[0] == classes.size()
                            && array.isPixelType(),
                    "The array %s_images of %s has type %s and shape %s: uint8 or uint16 and"
                            + " [%d, H, W] or [%d, H, W, 3] are needed.",
                    part,
                    file,
                    array.type(),
                    Arrays.toString(shape),
                    classes.size(),
                    classes.size());
            int height = Math.toIntExact(shape[1]);
            int width = Math.toIntExact(shape[2]);
            int channels = grey ? 1 : (int) shape[3];
            for (int i = 0; i < classes.size(); i++) {
                progress.step("Reading images", done + i, total);
                String name = part + "/" + i;
                set.add(
                        new Sample(name, classes.get(i), name),
                        picture(array, channels, height, width));
            }
            progress.step("Reading images", done + classes.size(), total);
            return done + classes.size();
        }
    }

    private static Picture picture(NpyStream array, int channels, int height, int width)
            throws IOException {
        int pixels = Math.multiplyExact(height, width);
        long[] hwc = array.read(Math.multiplyExact(channels, pixels));
        double half = array.typeMaximum() / 2;
        float[] chw = new float[hwc.length];
        for (int i = 0; i < hwc.length; i++)
            chw[i % channels * pixels + i / channels] = (float) (hwc[i] / half - 1);
        return new Picture(channels, height, width, chw);
    }

    private NpyStream array(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name + ".npy");
        UserException.require(entry != null, "%s has no array '%s': add it.", file, name);
        return NpyStream.open(zip.getInputStream(entry), name);
    }
}
