package io.github.planfiji.dataset;

import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Seeded divisions of an image set; the order of its images has no influence on who goes where. */
public final class Splits {

    private Splits() {}

    /**
     * Divides the patients, stratified by class; a patient's class is the most frequent one of
     * their images (of equals, the first in sorted order). Of every class, each part gets its
     * fraction of the patients, rounded, and at least one. Classes of fewer than three patients
     * cannot be in every part: their patients are divided together, as if of one class.
     *
     * @throws UserException if a part would stay empty
     */
    public static Split byPatient(ImageSet set, SplitFractions fractions, Seed seed) {
        int[] partOf = new int[set.patients().size()];
        List<Integer> rare = new ArrayList<>();
        List<List<Integer>> patientsByClass = patientsByClass(set);
        for (int c = 0; c < patientsByClass.size(); c++) {
            List<Integer> patients = patientsByClass.get(c);
            if (patients.size() < 3) rare.addAll(patients);
            else assign(patients, partOf, fractions, seed.derive(set.classes().get(c)));
        }
        assign(rare, partOf, fractions, seed);
        return new Split(part(set, partOf, 0), part(set, partOf, 1), part(set, partOf, 2));
    }

    /**
     * Holds out images of patients who stay known, as a test of an identity classifier: of every
     * patient with n images, n x fraction (rounded, at least one, at most n - 1) are unseen;
     * patients with one image are known only.
     *
     * @param fraction 0..1; 0 holds out exactly one image a patient
     * @throws UserException if no patient has two images
     */
    public static HeldOut unseenImages(ImageSet set, double fraction, Seed seed) {
        boolean[] unseen = new boolean[set.size()];
        for (int i : unseenIndices(set, fraction, seed)) unseen[i] = true;
        return new HeldOut(set.subset(where(unseen, false)), set.subset(where(unseen, true)));
    }

    /** The indices of the images that {@link #unseenImages} holds out, ascending. */
    public static int[] unseenIndices(ImageSet set, double fraction, Seed seed) {
        UserException.require(
                fraction >= 0 && fraction < 1,
                "The fraction of held-out images must be 0 or more and below 1, but is %s.",
                fraction);
        boolean[] unseen = new boolean[set.size()];
        SplittableRandom random = seed.stream("unseen images");
        for (List<Integer> images : imagesByPatient(set)) {
            int n = images.size();
            if (n < 2) continue;
            images.sort((a, b) -> set.sample(a).name().compareTo(set.sample(b).name()));
            shuffle(images, random);
            int held = Math.min(n - 1, atLeastOne(n * fraction));
            for (int i : images.subList(0, held)) unseen[i] = true;
        }
        int[] found = where(unseen, true);
        UserException.require(
                found.length > 0,
                "None of the %d patients has two images, so identity cannot be tested on unseen"
                        + " ones: add a patient_id column, or images.",
                set.patients().size());
        return found;
    }

    private static List<List<Integer>> imagesByPatient(ImageSet set) {
        List<List<Integer>> images = lists(set.patients().size());
        for (int i = 0; i < set.size(); i++) images.get(set.patientOf(i)).add(i);
        return images;
    }

    private static List<List<Integer>> patientsByClass(ImageSet set) {
        List<List<Integer>> patients = lists(set.classes().size());
        List<List<Integer>> images = imagesByPatient(set);
        for (int p = 0; p < images.size(); p++) {
            if (images.get(p).isEmpty()) continue;
            int[] votes = new int[set.classes().size()];
            for (int i : images.get(p)) votes[set.classOf(i)]++;
            int majority = 0;
            for (int c = 1; c < votes.length; c++) if (votes[c] > votes[majority]) majority = c;
            patients.get(majority).add(p);
        }
        return patients;
    }

    private static List<List<Integer>> lists(int count) {
        List<List<Integer>> lists = new ArrayList<>(count);
        for (int i = 0; i < count; i++) lists.add(new ArrayList<>());
        return lists;
    }

    /** Puts patients into part 0 (train), 1 (validation) or 2 (test); fewer than three into 0. */
    private static void assign(
            List<Integer> patients, int[] partOf, SplitFractions fractions, Seed seed) {
        if (patients.size() < 3) return;
        shuffle(patients, seed.stream("split by patient"));
        int validation = atLeastOne(patients.size() * fractions.validation());
        int test = atLeastOne(patients.size() * fractions.test());
        while (validation + test >= patients.size()) {
            if (test > validation) test--;
            else validation--;
        }
        for (int p : patients.subList(0, validation)) partOf[p] = 1;
        for (int p : patients.subList(validation, validation + test)) partOf[p] = 2;
    }

    private static int atLeastOne(double number) {
        return Math.max(1, (int) Math.round(number));
    }

    private static ImageSet part(ImageSet set, int[] partOf, int wanted) {
        int[] images =
                IntStream.range(0, set.size())
                        .filter(i -> partOf[set.patientOf(i)] == wanted)
                        .toArray();
        UserException.require(
                images.length > 0,
                "The %d patients of the set are too few for a train, a validation and a test part:"
                        + " add patients, at least 3 in a class.",
                set.patients().size());
        return set.subset(images);
    }

    private static int[] where(boolean[] marks, boolean wanted) {
        return IntStream.range(0, marks.length).filter(i -> marks[i] == wanted).toArray();
    }

    /** Fisher-Yates. */
    private static void shuffle(List<Integer> list, SplittableRandom random) {
        for (int i = list.size() - 1; i > 0; i--) Collections.swap(list, i, random.nextInt(i + 1));
    }
}
