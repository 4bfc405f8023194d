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
     * fraction of the patients, rounded, and at least one where the class has three or more; of two
     * patients, one goes to train and one to test or validation in turn; a single one to train.
     *
     * @throws UserException if a part would stay empty
     */
    public static Split byPatient(ImageSet set, SplitFractions fractions, Seed seed) {
        int[] partOf = new int[set.patients().size()];
        int pairs = 0;
        List<List<Integer>> strata = patientsByClass(set);
        for (int c = 0; c < strata.size(); c++) {
            List<Integer> patients = strata.get(c);
            shuffle(patients, seed.stream("split by patient/" + set.classes().get(c)));
            int[] counts = counts(patients.size(), fractions);
            if (patients.size() == 2) counts[pairs++ % 2 == 0 ? 2 : 1] = 1;
            int next = 0;
            for (int part = 0; part < 3; part++)
                for (int i = 0; i < counts[part]; i++) partOf[patients.get(next++)] = part;
        }
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
            int held = Math.min(n - 1, Math.max(1, (int) Math.round(n * fraction)));
            for (int i : images.subList(0, held)) unseen[i] = true;
        }
        int[] known = where(unseen, false);
        UserException.require(
                known.length < set.size(),
                "None of the %d patients has two images, so identity cannot be tested on unseen"
                        + " ones: add a patient_id column, or images.",
                set.patients().size());
        return new HeldOut(set.subset(known), set.subset(where(unseen, true)));
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

    /** Patients of train, validation, test; what remains of two is for the caller to place. */
    private static int[] counts(int patients, SplitFractions fractions) {
        if (patients < 3) return new int[] {Math.min(patients, 1), 0, 0};
        int validation = Math.max(1, (int) Math.round(patients * fractions.validation()));
        int test = Math.max(1, (int) Math.round(patients * fractions.test()));
        while (validation + test > patients - 1) {
            if (test > validation) test--;
            else validation--;
        }
        return new int[] {patients - validation - test, validation, test};
    }

    private static ImageSet part(ImageSet set, int[] partOf, int wanted) {
        int[] images =
                IntStream.range(0, set.size())
                        .filter(i -> partOf[set.patientOf(i)] == wanted)
                        .toArray();
        UserException.require(
                images.length > 0,
                "The set cannot be split: its %d classes have too few patients for a train, a"
                        + " validation and a test part; add patients, at least 3 in a class.",
                set.classes().size());
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
