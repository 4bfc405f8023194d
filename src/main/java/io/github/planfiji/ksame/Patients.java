package io.github.planfiji.ksame;

import io.github.planfiji.dataset.Sample;
import io.github.planfiji.ksame.KSameOptions.MixedPatients;
import io.github.planfiji.run.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gathers images into patients, in an order that the codes alone decide: neither names nor the
 * order of the images can then show in what is released.
 */
final class Patients {

    private final KSameSources sources;

    /** Code order, equal codes by class; images equal in both are interchangeable. */
    private final Comparator<Integer> imageOrder;

    Patients(KSameSources sources) {
        this.sources = sources;
        imageOrder =
                Comparator.<Integer, float[]>comparing(i -> sources.codes()[i], Arrays::compare)
                        .thenComparing(this::conditionOf);
    }

    /** Every patient once, in the class of all or most of its images. */
    List<PatientCode> withinClasses(MixedPatients policy) {
        List<PatientCode> patients = new ArrayList<>();
        int mixed = 0;
        for (List<Integer> images : byPatient()) {
            Map<String, List<Integer>> classes = new TreeMap<>();
            for (int i : images)
                classes.computeIfAbsent(conditionOf(i), c -> new ArrayList<>()).add(i);
            if (classes.size() > 1) mixed++;
            // of equal counts, the first name is the greatest in reversed order
            Map.Entry<String, List<Integer>> majority =
                    classes.entrySet().stream()
                            .max(
                                    Comparator.<Map.Entry<String, List<Integer>>>comparingInt(
                                                    e -> e.getValue().size())
                                            .thenComparing(
                                                    Map.Entry.comparingByKey(
                                                            Comparator.reverseOrder())))
                            .orElseThrow();
            patients.add(patient(majority.getKey(), majority.getValue()));
        }
        UserException.require(
                mixed == 0 || policy == MixedPatients.MAJORITY_CLASS,
                "Patients with images of several classes: %d, but a patient can be in one group"
                        + " only; group over all classes, or let most of the images decide.",
                mixed);
        return ordered(patients);
    }

    /** Every patient once, with all images. */
    List<PatientCode> overAllClasses() {
        return ordered(byPatient().stream().map(images -> patient("", images)).toList());
    }

    private Collection<List<Integer>> byPatient() {
        Map<String, List<Integer>> byPatient = new LinkedHashMap<>();
        List<Sample> samples = sources.samples();
        for (int i = 0; i < samples.size(); i++)
            byPatient.computeIfAbsent(samples.get(i).patient(), p -> new ArrayList<>()).add(i);
        return byPatient.values();
    }

    private PatientCode patient(String condition, List<Integer> images) {
        int[] ordered = images.stream().sorted(imageOrder).mapToInt(i -> i).toArray();
        return new PatientCode(condition, ordered, Vectors.mean(sources.codes(), ordered));
    }

    private List<PatientCode> ordered(List<PatientCode> patients) {
        return patients.stream()
                .sorted(
                        Comparator.comparing(PatientCode::condition)
                                .thenComparing(PatientCode::code, Arrays::compare)
                                .thenComparing(PatientCode::images, this::compareImages))
                .toList();
    }

    private int compareImages(int[] a, int[] b) {
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = imageOrder.compare(a[i], b[i]);
            if (order != 0) return order;
        }
        return Integer.compare(a.length, b.length);
    }

    private String conditionOf(int image) {
        return sources.samples().get(image).condition();
    }
}
