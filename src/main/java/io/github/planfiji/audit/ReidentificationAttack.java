package io.github.planfiji.audit;

import io.github.planfiji.measure.NearestNeighbours;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The closed-set re-identification of k-same points by nearest descriptions, see {@link
 * ReidentificationRates}.
 *
 * @param gallery [N,F], descriptions of the real images that the attacker knows
 * @param galleryPatients the patient of each, N
 * @param probes [M,F], descriptions of real images that are matched with the released ones: best
 *     images of the same patients that nothing else was made from
 * @param probePatients the patient of each, M
 */
record ReidentificationAttack(
        float[][] gallery, int[] galleryPatients, float[][] probes, int[] probePatients) {

    /**
     * @param released [P,F], descriptions of the released images
     * @param behind the patients behind each, P
     */
    ReidentificationRates on(float[][] released, List<Set<Integer>> behind) {
        int found = 0;
        int patients = 0;
        NearestNeighbours known = NearestNeighbours.between(released, gallery, 1);
        for (int p = 0; p < released.length; p++) {
            if (behind.get(p).contains(galleryPatients[known.index(p)])) found++;
            patients += behind.get(p).size();
        }
        Linked linked = link(released, behind);
        return new ReidentificationRates(
                (double) found / patients,
                linked.rate,
                (double) found / released.length,
                linked.groupFound);
    }

    private record Linked(double rate, double groupFound) {}

    /** Patients whom no released image stands for are no targets. */
    private Linked link(float[][] released, List<Set<Integer>> behind) {
        NearestNeighbours nearest = NearestNeighbours.between(probes, released, 1);
        TreeMap<Integer, double[]> sums = new TreeMap<>();
        for (int m = 0; m < probes.length; m++) {
            int patient = probePatients[m];
            if (behind.stream().noneMatch(b -> b.contains(patient))) continue;
            Set<Integer> match = behind.get(nearest.index(m));
            double[] sum = sums.computeIfAbsent(patient, p -> new double[3]);
            sum[0]++;
            if (match.contains(patient)) {
                sum[1] += 1.0 / match.size();
                sum[2]++;
            }
        }
        double rate = sums.values().stream().mapToDouble(s -> s[1] / s[0]).average().orElse(0);
        double found = sums.values().stream().mapToDouble(s -> s[2] / s[0]).average().orElse(0);
        return new Linked(rate, found);
    }

    /**
     * The share of probes, 0..1, whose nearest gallery image is of their own patient: what the
     * matcher is worth. Without it a low rate proves nothing.
     */
    double accuracy() {
        NearestNeighbours nearest = NearestNeighbours.between(probes, gallery, 1);
        int right = 0;
        for (int m = 0; m < probes.length; m++)
            if (galleryPatients[nearest.index(m)] == probePatients[m]) right++;
        return (double) right / probes.length;
    }
}
