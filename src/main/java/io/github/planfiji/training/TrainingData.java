package io.github.planfiji.training;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.dataset.Split;
import io.github.planfiji.dataset.SplitFractions;
import io.github.planfiji.dataset.Splits;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a model is trained on, and images of other patients that only measure it.
 *
 * @param train images that every network learns from, patients numbered 0..n-1
 * @param unseen images of patients that are not in {@code train}, classes numbered alike
 */
public record TrainingData(ImageSet train, ImageSet unseen) {

    /**
     * Sets some patients of one set aside, stratified by class.
     *
     * @param share of the patients to set aside, above 0 and below 1
     */
    public static TrainingData split(ImageSet set, double share, long seed) {
        UserException.require(
                share > 0 && share < 0.9,
                "The held-out share %s must lie between 0 and 0.9.",
                share);
        // two held-out parts come from the splitter; measuring needs one
        Split split =
                Splits.byPatient(
                        set, new SplitFractions(1 - share, share / 2, share / 2), new Seed(seed));
        return of(split.train(), joined(split.validation(), split.test()));
    }

    /**
     * Takes two sets as they are.
     *
     * @throws UserException if they share a patient, differ in image size, or the second has a
     *     class that the first has not
     */
    public static TrainingData of(ImageSet train, ImageSet unseen) {
        Set<String> known = new HashSet<>(train.renumbered().patients());
        UserException.require(
                unseen.renumbered().patients().stream().noneMatch(known::contains),
                "The training images and the unseen images share patients: give images of other patients, or let the training set some aside.");
        Set<String> classes = new HashSet<>(train.renumbered().classes());
        for (String c : unseen.renumbered().classes())
            UserException.require(
                    classes.contains(c),
                    "The unseen images have class \"%s\", the training images have not (they have: %s).",
                    c,
                    String.join(", ", train.renumbered().classes()));
        ImageSet all = joined(train, unseen);
        int[] second = IntStream.range(train.size(), all.size()).toArray();
        return new TrainingData(train.renumbered(), all.subset(second));
    }

    private static ImageSet joined(ImageSet a, ImageSet b) {
        List<Sample> samples = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        for (ImageSet set : List.of(a, b))
            for (int i = 0; i < set.size(); i++) {
                samples.add(set.sample(i));
                pictures.add(set.picture(i));
            }
        return new ImageSet(samples, pictures);
    }
}
