package io.github.planfiji.audit;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Sets of which it is known what an audit must find: every patient a point, images about it. */
final class AuditCases {

    static final AuditOptions OPTIONS = AuditOptions.of(1).withDraws(200, 60);

    private static final int SIDE = 4;
    private static final int EACH = 3;

    private AuditCases() {}

    /**
     * Images of patients of one population.
     *
     * @param name of the set; begins file names and patient ids
     */
    static ImageSet population(String name, int patients, long seed) {
        return population(name, patients, seed, 0);
    }

    /** The same, brighter by an offset. */
    static ImageSet population(String name, int patients, long seed, float offset) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Sample> samples = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        for (int p = 0; p < patients; p++) {
            float[] face = new float[SIDE * SIDE];
            for (int i = 0; i < face.length; i++) face[i] = (float) (0.2 * random.nextGaussian());
            for (int k = 0; k < EACH; k++) {
                float[] image = face.clone();
                for (int i = 0; i < image.length; i++)
                    image[i] += offset + (float) (0.05 * random.nextGaussian());
                samples.add(
                        new Sample(
                                "class/" + name + p + "-" + k + ".png", "class", name + "-id" + p));
                pictures.add(new Picture(1, SIDE, SIDE, image));
            }
        }
        return new ImageSet(samples, pictures);
    }

    /** Released images with the given pixels and neutral file names. */
    static ImageSet released(List<Picture> pictures) {
        List<Sample> samples =
                IntStream.range(0, pictures.size())
                        .mapToObj(i -> "class/%04d.png".formatted(i))
                        .map(file -> new Sample(file, "class", file))
                        .toList();
        return new ImageSet(samples, pictures);
    }

    static List<Picture> pictures(ImageSet set) {
        return IntStream.range(0, set.size()).mapToObj(set::picture).toList();
    }

    /** 180 training and 90 held-out images beside released ones. */
    static AuditSets sets(List<Picture> released) {
        return new AuditSets(
                released(released), population("member", 60, 11), population("other", 30, 12));
    }

    /** Every image a new patient's: nothing to find. */
    static AuditSets innocent() {
        return sets(
                pictures(
                        population("new", 200, 13)
                                .subset(IntStream.range(0, 200).map(i -> EACH * i).toArray())));
    }

    static AuditResult audit(AuditInput input) {
        FeatureSpace pixels = FeatureSpaces.pixels(input.sets());
        return Audit.run(
                input,
                new Descriptions(List.of(pixels), raw(input.sets()), List.of()),
                OPTIONS,
                new Provenance("test", "none", "cpu", "a test", "none", 1, OPTIONS.entries()),
                Progress.SILENT);
    }

    /** Of few features, for the distances of distributions. */
    private static FeatureSpace raw(AuditSets sets) {
        return new FeatureSpace(
                "raw pixels", raw(sets.released()), raw(sets.training()), raw(sets.heldOut()));
    }

    private static float[][] raw(ImageSet set) {
        return pictures(set).stream().map(Picture::chw).toArray(float[][]::new);
    }
}
