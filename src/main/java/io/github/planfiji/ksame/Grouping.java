package io.github.planfiji.ksame;

import io.github.planfiji.ksame.KSameOptions.Remainder;
import io.github.planfiji.ksame.KSameOptions.Scope;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts patients into numbered groups, class by class or over all. */
final class Grouping {

    private final KSameOptions options;
    private final Progress progress;

    Grouping(KSameOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Groups numbered by class, then by their means: the order says nothing more of a member than
     * the means do. Patients in no group are suppressed.
     *
     * @throws UserException if a class has fewer than k patients
     */
    List<MemberGroup> of(KSameSources sources) {
        Patients gathered = new Patients(sources);
        List<PatientCode> patients =
                options.scope() == Scope.WITHIN_CLASSES
                        ? gathered.withinClasses(options.mixedPatients())
                        : gathered.overAllClasses();
        Map<String, List<PatientCode>> classes =
                patients.stream()
                        .collect(
                                Collectors.groupingBy(
                                        PatientCode::condition, TreeMap::new, Collectors.toList()));
        classes.forEach(this::requireEnough);
        return numbered(classes.values().stream().flatMap(c -> partition(c).stream()).toList());
    }

    private void requireEnough(String condition, List<PatientCode> patients) {
        String where = condition.isEmpty() ? "The image set" : "Class \"" + condition + "\"";
        UserException.require(
                patients.size() >= options.k(),
                "%s has %d patients, fewer than k = %d: lower k, add patients%s.",
                where,
                patients.size(),
                options.k(),
                condition.isEmpty() ? "" : ", leave the class out, or group over all classes");
    }

    private List<List<PatientCode>> partition(List<PatientCode> patients) {
        float[][] rows = patients.stream().map(PatientCode::code).toArray(float[][]::new);
        return options.rule().partition(rows, options.k(), progress).stream()
                .map(ids -> options.remainder() == Remainder.SUPPRESS ? trimmed(ids, rows) : ids)
                .map(ids -> Arrays.stream(ids).sorted().mapToObj(patients::get).toList())
                .toList();
    }

    /** The k rows nearest to the mean of all of them. */
    private int[] trimmed(int[] ids, float[][] rows) {
        if (ids.length == options.k()) return ids;
        float[] mean = Vectors.mean(rows, ids);
        return IntStream.of(ids)
                .boxed()
                .sorted(
                        Comparator.<Integer>comparingDouble(
                                        id -> Vectors.squaredDistance(rows[id], mean))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(options.k())
                .mapToInt(id -> id)
                .toArray();
    }

    private static List<MemberGroup> numbered(List<List<PatientCode>> groups) {
        List<MemberGroup> ordered =
                groups.stream()
                        .map(
                                members ->
                                        new MemberGroup(
                                                0,
                                                members.get(0).condition(),
                                                members,
                                                Vectors.mean(
                                                        members.stream()
                                                                .map(PatientCode::code)
                                                                .toList())))
                        .sorted(
                                Comparator.comparing(MemberGroup::condition)
                                        .thenComparing(MemberGroup::mean, Arrays::compare)
                                        .thenComparing(g -> g.patients().size())
                                        .thenComparing(MemberGroup::images))
                        .toList();
        List<MemberGroup> numbered = new ArrayList<>();
        for (MemberGroup g : ordered)
            numbered.add(
                    new MemberGroup(numbered.size() + 1, g.condition(), g.patients(), g.mean()));
        return numbered;
    }
}
