package io.github.planfiji.audit;

import io.github.planfiji.measure.NearestNeighbours;
import io.github.planfiji.measure.Proportion;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Open-set re-identification of released images, of which it is not known whom they are of: a
 * matcher takes an image for the patient of the nearest known image if the nearest image of any
 * other patient is farther by enough. How much is enough is set by held-out images, which are of
 * nobody it knows: of these it takes {@value #FALSE_ALARMS} for somebody.
 *
 * @param space what compares the images
 * @param patients that the matcher knows
 * @param released images taken for a patient
 * @param heldOut the false alarms, counted in held-out patients: images of one patient are no
 *     independent witnesses
 * @param named new images of the known patients that are taken for the right one: what the matcher
 *     is worth; empty where no patient has two images
 */
public record ReidentificationFigures(
        String space,
        int patients,
        Proportion released,
        Proportion heldOut,
        Optional<Proportion> named) {

    /** The share of held-out images that are taken for a patient, all of them wrongly. */
    public static final double FALSE_ALARMS = 0.05;

    static ReidentificationFigures of(FeatureSpace space, AuditSets sets, PatientProbes split) {
        int[] patients = sets.trainingPatients();
        Gallery gallery =
                new Gallery(
                        rows(space.training(), split.gallery()), picked(patients, split.gallery()));
        double threshold =
                Copies.quantile(Gallery.ratios(gallery.matches(space.heldOut())), FALSE_ALARMS);
        int others = (int) Arrays.stream(sets.heldOutPatients()).distinct().count();
        Match[] released = gallery.matches(space.released());
        Match[] probes =
                split.probes().length == 0
                        ? new Match[0]
                        : gallery.matches(rows(space.training(), split.probes()));
        int right =
                (int)
                        IntStream.range(0, probes.length)
                                .filter(p -> probes[p].ratio < threshold)
                                .filter(p -> probes[p].patient == patients[split.probes()[p]])
                                .count();
        return new ReidentificationFigures(
                space.name(),
                (int) Arrays.stream(patients).distinct().count(),
                new Proportion(
                        (int) Arrays.stream(released).filter(m -> m.ratio < threshold).count(),
                        released.length),
                new Proportion((int) Math.round(FALSE_ALARMS * others), others),
                probes.length == 0
                        ? Optional.empty()
                        : Optional.of(new Proportion(right, probes.length)));
    }

    /** What a guess is worth: a false alarm that happens to name the right patient, 0..1. */
    public double chance() {
        return FALSE_ALARMS / patients;
    }

    /** Whether the matcher knows the patients, as far as one can tell. */
    public boolean isUsable() {
        return named.isEmpty() || named.get().estimate().low() > chance();
    }

    /** Whether no more released images are taken for a patient than images of other people are. */
    public boolean isHarmless() {
        return released.estimate().low() <= heldOut.estimate().high();
    }

    /**
     * @param patient of the nearest known image
     * @param ratio of its squared distance to that of the nearest image of another patient, 0..1
     */
    private record Match(int patient, double ratio) {}

    private record Gallery(float[][] images, int[] patients) {

        Match[] matches(float[][] queries) {
            // enough neighbours to meet a second patient
            int count = 1 + mostOfOnePatient();
            NearestNeighbours nearest = NearestNeighbours.between(queries, images, count);
            return IntStream.range(0, queries.length)
                    .mapToObj(q -> match(nearest, q))
                    .toArray(Match[]::new);
        }

        private Match match(NearestNeighbours nearest, int query) {
            int patient = patients[nearest.index(query)];
            int rank = 1;
            while (patients[nearest.index(query, rank)] == patient) rank++;
            double other = nearest.squaredDistance(query, rank);
            return new Match(patient, other == 0 ? 1 : nearest.squaredDistance(query) / other);
        }

        private int mostOfOnePatient() {
            int[] counts = new int[Arrays.stream(patients).max().orElseThrow() + 1];
            for (int patient : patients) counts[patient]++;
            return Arrays.stream(counts).max().orElseThrow();
        }

        static double[] ratios(Match[] matches) {
            return Arrays.stream(matches).mapToDouble(Match::ratio).toArray();
        }
    }

    private static float[][] rows(float[][] set, int[] indices) {
        return Arrays.stream(indices).mapToObj(i -> set[i]).toArray(float[][]::new);
    }

    private static int[] picked(int[] values, int[] indices) {
        return Arrays.stream(indices).map(i -> values[i]).toArray();
    }
}
