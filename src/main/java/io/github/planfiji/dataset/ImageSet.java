package io.github.planfiji.dataset;

import io.github.planfiji.run.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Images with classes and patients, all of one size, held in memory; immutable. Classes and
 * patients are numbered in their sorted order, over the whole set from which subsets were taken.
 */
public final class ImageSet {

    private final List<Sample> samples;
    private final List<Picture> pictures;
    private final List<String> classes;
    private final List<String> patients;

    /**
     * @param samples one a picture, at least one
     * @param pictures all of the same size
     * @throws UserException if there is no image or the sizes differ
     */
    public ImageSet(List<Sample> samples, List<Picture> pictures) {
        this(samples, pictures, sorted(samples, true), sorted(samples, false));
    }

    private ImageSet(
            List<Sample> samples,
            List<Picture> pictures,
            List<String> classes,
            List<String> patients) {
        UserException.require(
                !samples.isEmpty(), "The image set is empty: give at least one image.");
        if (samples.size() != pictures.size())
            throw new IllegalArgumentException(
                    samples.size() + " samples, " + pictures.size() + " pictures");
        Picture first = pictures.get(0);
        for (Picture p : pictures)
            UserException.require(
                    p.channels() == first.channels()
                            && p.height() == first.height()
                            && p.width() == first.width(),
                    "The images of a set must have one size: found %d x %d x %d beside %d x %d x %d.",
                    p.channels(),
                    p.height(),
                    p.width(),
                    first.channels(),
                    first.height(),
                    first.width());
        this.samples = List.copyOf(samples);
        this.pictures = List.copyOf(pictures);
        this.classes = classes;
        this.patients = patients;
    }

    private static List<String> sorted(List<Sample> samples, boolean byClass) {
        TreeSet<String> names = new TreeSet<>();
        for (Sample s : samples) names.add(byClass ? s.condition() : s.patient());
        return List.copyOf(names);
    }

    public int size() {
        return samples.size();
    }

    public int channels() {
        return pictures.get(0).channels();
    }

    public int height() {
        return pictures.get(0).height();
    }

    public int width() {
        return pictures.get(0).width();
    }

    public Sample sample(int index) {
        return samples.get(index);
    }

    public Picture picture(int index) {
        return pictures.get(index);
    }

    /** Class names in sorted order; a subset keeps its origin's list. */
    public List<String> classes() {
        return classes;
    }

    /** Patient ids in sorted order; a subset keeps its origin's list. */
    public List<String> patients() {
        return patients;
    }

    /** The index of an image's class in {@link #classes()}. */
    public int classOf(int index) {
        return classes.indexOf(samples.get(index).condition());
    }

    /** The index of an image's patient in {@link #patients()}. */
    public int patientOf(int index) {
        return java.util.Collections.binarySearch(patients, samples.get(index).patient());
    }

    /**
     * The images at the given indices, in that order, with this set's class and patient numbering.
     */
    public ImageSet subset(int... indices) {
        List<Sample> s = new ArrayList<>(indices.length);
        List<Picture> p = new ArrayList<>(indices.length);
        for (int i : indices) {
            s.add(samples.get(i));
            p.add(pictures.get(i));
        }
        return new ImageSet(s, p, classes, patients);
    }

    /** The same images with classes and patients numbered anew from those that are left. */
    public ImageSet renumbered() {
        return new ImageSet(samples, pictures);
    }

    /** The indices of all images of a class (index into {@link #classes()}). */
    public int[] indicesOfClass(int classIndex) {
        return IntStream.range(0, size()).filter(i -> classOf(i) == classIndex).toArray();
    }
}
