package io.github.planfiji.utility;

import io.github.planfiji.run.Provenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The comparison of training sets.
 *
 * @param testImages how many real images tested
 * @param classes their classes, sorted
 * @param runs in order of sets, then seeds
 * @param membership one a run where the real images are among the sets, else empty; private
 * @param provenance how it was made
 */
public record UtilityResult(
        int testImages,
        List<String> classes,
        List<UtilityRun> runs,
        List<MembershipLosses> membership,
        Provenance provenance) {

    public UtilityResult {
        classes = List.copyOf(classes);
        runs = List.copyOf(runs);
        membership = List.copyOf(membership);
    }

    /** One row a set, in their order. */
    public List<UtilityRow> rows() {
        Map<String, List<UtilityRun>> bySet =
                runs.stream()
                        .collect(
                                Collectors.groupingBy(
                                        UtilityRun::set, LinkedHashMap::new, Collectors.toList()));
        return bySet.values().stream().map(UtilityRow::of).toList();
    }
}
