package io.github.planfiji.utility;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * What one training set was worth.
 *
 * @param set its name
 * @param images its size
 * @param runs classifiers trained on it
 * @param measures mean and spread over the runs, by name as in {@link
 *     ClassificationMeasures#asMap()}
 */
public record UtilityRow(String set, int images, int runs, Map<String, Spread> measures) {

    /**
     * @param mean arithmetic mean
     * @param sd standard deviation, of the sample (n - 1)
     */
    public record Spread(double mean, double sd) {}

    /** The row of the runs of one set, at least one. */
    static UtilityRow of(List<UtilityRun> runs) {
        Map<String, SummaryStatistics> values = new LinkedHashMap<>();
        for (UtilityRun run : runs)
            run.test()
                    .asMap()
                    .forEach(
                            (name, value) ->
                                    values.computeIfAbsent(name, n -> new SummaryStatistics())
                                            .addValue(value));
        Map<String, Spread> measures = new LinkedHashMap<>();
        values.forEach(
                (name, v) -> measures.put(name, new Spread(v.getMean(), v.getStandardDeviation())));
        return new UtilityRow(runs.get(0).set(), runs.get(0).images(), runs.size(), measures);
    }
}
