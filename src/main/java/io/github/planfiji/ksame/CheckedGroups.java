package io.github.planfiji.ksame;

import io.github.planfiji.ksame.Membership.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The groups as the membership tells them, for the checker; codes are summed here anew. */
final class CheckedGroups {

    /** A group's patients, each with its images. */
    private final Map<Integer, Map<String, List<Integer>>> patients = new TreeMap<>();

    private final Map<Integer, Map<String, Integer>> imagesOfClass = new TreeMap<>();
    private final Map<Integer, double[]> means = new HashMap<>();
    private final KSameSources sources;
    private final double scale;

    CheckedGroups(Membership membership, KSameSources sources) {
        this.sources = sources;
        for (Entry e : membership.entries()) {
            if (e.group() == 0) continue;
            patients.computeIfAbsent(e.group(), g -> new LinkedHashMap<>())
                    .computeIfAbsent(e.patient(), p -> new ArrayList<>())
                    .add(e.image());
            imagesOfClass
                    .computeIfAbsent(e.group(), g -> new TreeMap<>())
                    .merge(e.condition(), 1, Integer::sum);
        }
        scale = Arrays.stream(sources.codes()).mapToDouble(CheckedGroups::length).max().orElse(0);
        for (int group : patients.keySet()) means.put(group, meanOf(patientMeans(group)));
    }

    /** The groups' numbers, ascending. */
    Iterable<Integer> numbers() {
        return patients.keySet();
    }

    int count() {
        return patients.size();
    }

    boolean has(int group) {
        return patients.containsKey(group);
    }

    int patients(int group) {
        return patients.get(group).size();
    }

    int images(int group) {
        return imagesOfClass.get(group).values().stream().mapToInt(c -> c).sum();
    }

    /** The classes of a group's images, each with the number of these. */
    Map<String, Integer> classes(int group) {
        return imagesOfClass.get(group);
    }

    /** The mean of a group's patients, each of the same weight, [D]. */
    double[] mean(int group) {
        return means.get(group);
    }

    /** One mean code a patient of the group, [D] each. */
    List<double[]> patientMeans(int group) {
        return patients.get(group).values().stream()
                .map(
                        images ->
                                meanOf(
                                        images.stream()
                                                .map(i -> widened(sources.codes()[i]))
                                                .toList()))
                .toList();
    }

    /** The mean of all groups' patients, each of the same weight, [D]. */
    double[] meanOfAll() {
        double[] mean = new double[dimension()];
        int all = patients.values().stream().mapToInt(Map::size).sum();
        for (int group : numbers())
            for (int d = 0; d < mean.length; d++) mean[d] += mean(group)[d] * patients(group) / all;
        return mean;
    }

    /** The number of components of a code, D. */
    int dimension() {
        return sources.codes()[0].length;
    }

    /** The length of the longest code, which rounding errors go with. */
    double scale() {
        return scale;
    }

    private static double length(float[] code) {
        double sum = 0;
        for (float value : code) sum += (double) value * value;
        return Math.sqrt(sum);
    }

    private static double[] meanOf(List<double[]> vectors) {
        double[] mean = new double[vectors.get(0).length];
        for (double[] v : vectors)
            for (int d = 0; d < mean.length; d++) mean[d] += v[d] / vectors.size();
        return mean;
    }

    private static double[] widened(float[] code) {
        double[] wide = new double[code.length];
        for (int d = 0; d < wide.length; d++) wide[d] = code[d];
        return wide;
    }
}
