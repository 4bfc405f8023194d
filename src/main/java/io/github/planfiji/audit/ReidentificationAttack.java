package io.github.planfiji.audit;

import io.github.planfiji.audit.ReidentificationRates.Rate;
import io.github.planfiji.measure.Estimate;
import io.github.planfiji.measure.NearestNeighbours;
import io.github.planfiji.measure.Proportion;
import java.util.Arrays;
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
        Estimate memberFound = new Proportion(found, released.length).estimate();
        double each = (double) patients / released.length;
        List<Link> links = links(released, behind);
        Estimate groupFound = share(links.stream().mapToDouble(Link::found).toArray());
        double reverse = links.stream().mapToDouble(Link::named).average().orElse(0);
        return new ReidentificationRates(
                Rate.of(memberFound, 1 / each),
                Rate.of(
                        groupFound,
                        groupFound.value() == 0 ? 1 / each : reverse / groupFound.value()),
                Rate.of(memberFound, 1),
                Rate.of(groupFound, 1),
                each / Arrays.stream(galleryPatients).distinct().count());
    }

    /**
     * How one patient's images are linked.
     *
     * @param found the share of them whose top match stands for the patient
     * @param named the same, a match that stands for m patients counting 1/m
     */
    private record Link(double found, double named) {}

    /** Patients whom no released image stands for are no targets. */
    private List<Link> links(float[][] released, List<Set<Integer>> behind) {
        NearestNeighbours nearest = NearestNeighbours.between(probes, released, 1);
        TreeMap<Integer, double[]> sums = new TreeMap<>();
        for (int m = 0; m < probes.length; m++) {
            int patient = probePatients[m];
            if (behind.stream().noneMatch(b -> b.contains(patient))) continue;
            Set<Integer> match = behind.get(nearest.index(m));
            double[] sum = sums.computeIfAbsent(patient, p -> new double[3]);
            sum[0]++;
            if (match.contains(patient)) {
                sum[1]++;
                sum[2] += 1.0 / match.size();
            }
        }
        return sums.values().stream().map(s -> new Link(s[1] / s[0], s[2] / s[0])).toList();
    }

    /** The mean of shares of single patients, each of them one trial. */
    private static Estimate share(double[] ofPatients) {
        if (ofPatients.length == 0) return new Estimate(0, 0, 1);
        double hits = Arrays.stream(ofPatients).sum();
        Estimate whole = new Proportion((int) Math.round(hits), ofPatients.length).estimate();
        double value = hits / ofPatients.length;
        return new Estimate(value, Math.min(value, whole.low()), Math.max(value, whole.high()));
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
