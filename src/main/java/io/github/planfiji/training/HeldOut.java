package io.github.planfiji.training;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A set cut in two: images to train a classifier on, and images that only measure it.
 *
 * @param train images to train on
 * @param test images that training never sees
 */
public record HeldOut(ImageSet train, ImageSet test) {

    /**
     * Cuts a set as its target demands. For identity, of every patient with two or more images at
     * least one is held out and at least one kept. For the condition, whole patients are held out,
     * of every condition at least one and at most all but one (a patient counts for the condition
     * of the first image), so that no patient is on both sides.
     *
     * @param share of the images or patients to hold out, above 0 and below 1
     * @throws UserException if nothing can be held out
     */
    public static HeldOut of(ImageSet set, Target target, double share, long seed) {
        UserException.require(
                share > 0 && share < 1, "The held-out share %s must lie between 0 and 1.", share);
        SplittableRandom random = new Seed(seed).stream("held out " + target);
        boolean[] test =
                target == Target.IDENTITY
                        ? imagesOfPatients(set, share, random)
                        : patientsOfConditions(set, share, random);
        return new HeldOut(part(set, test, false), part(set, test, true));
    }

    private static boolean[] imagesOfPatients(ImageSet set, double share, SplittableRandom random) {
        boolean[] test = new boolean[set.size()];
        imagesByPatient(set).values().stream()
                .filter(images -> images.size() >= 2)
                .forEach(images -> drawn(images, share, random).forEach(i -> test[i] = true));
        UserException.require(
                anyTrue(test),
                "No patient has two images, so recognising a patient cannot be measured: give several images of a patient.");
        return test;
    }

    private static boolean[] patientsOfConditions(
            ImageSet set, double share, SplittableRandom random) {
        Map<Integer, List<Integer>> images = imagesByPatient(set);
        Map<Integer, List<Integer>> patientsByCondition = new TreeMap<>();
        images.forEach(
                (patient, own) ->
                        patientsByCondition
                                .computeIfAbsent(set.classOf(own.get(0)), c -> new ArrayList<>())
                                .add(patient));
        boolean[] test = new boolean[set.size()];
        patientsByCondition.forEach(
                (condition, patients) -> {
                    UserException.require(
                            patients.size() >= 2,
                            "Condition \"%s\" has images of one patient only: give a second patient, or leave the condition out.",
                            set.classes().get(condition));
                    for (int patient : drawn(patients, share, random))
                        images.get(patient).forEach(i -> test[i] = true);
                });
        return test;
    }

    private static Map<Integer, List<Integer>> imagesByPatient(ImageSet set) {
        Map<Integer, List<Integer>> images = new LinkedHashMap<>();
        for (int i = 0; i < set.size(); i++)
            images.computeIfAbsent(set.patientOf(i), p -> new ArrayList<>()).add(i);
        return images;
    }

    /** A share of the items, at least one and not all of them. */
    private static List<Integer> drawn(List<Integer> items, double share, SplittableRandom random) {
        List<Integer> left = new ArrayList<>(items);
        int wanted = (int) Math.round(share * items.size());
        int count = Math.max(1, Math.min(items.size() - 1, wanted));
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) taken.add(left.remove(random.nextInt(left.size())));
        return taken;
    }

    private static boolean anyTrue(boolean[] values) {
        for (boolean value : values) if (value) return true;
        return false;
    }

    private static ImageSet part(ImageSet set, boolean[] test, boolean wanted) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < test.length; i++) if (test[i] == wanted) indices.add(i);
        return set.subset(indices.stream().mapToInt(Integer::intValue).toArray());
    }
}
