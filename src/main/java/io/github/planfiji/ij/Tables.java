package io.github.planfiji.ij;

import ij.measure.ResultsTable;
import io.github.planfiji.walk.WalkResult;
import io.github.planfiji.walk.WalkStep;
import java.util.List;
import java.util.Map;

/** Results as ImageJ tables, not shown yet. */
public final class Tables {

    private static final int DECIMALS = 4;

    private Tables() {}

    /** One row a step of each walk, the same columns as {@link WalkCsv}. */
    public static ResultsTable of(List<WalkResult> walks) {
        ResultsTable table = new ResultsTable();
        table.setPrecision(DECIMALS);
        for (WalkResult walk : walks)
            for (WalkStep s : walk.steps()) {
                table.addRow();
                table.addValue("method", walk.method());
                table.addValue("step", s.step() + 1);
                table.addValue("identity_confidence", s.identityConfidence());
                table.addValue("nearest_real_distance", s.nearestRealDistance());
                table.addValue("class_probability", s.classProbability());
                table.addValue("loss", s.loss());
                table.addValue("distance_loss", s.distanceLoss());
                table.addValue("identity_loss", s.identityLoss());
                table.addValue("class_loss", s.classLoss());
            }
        return table;
    }

    /** Two columns, "measure" and "value", one row an entry in the map's order. */
    public static ResultsTable of(Map<String, ? extends Number> rows) {
        ResultsTable table = new ResultsTable();
        table.setPrecision(DECIMALS);
        rows.forEach(
                (name, value) -> {
                    table.addRow();
                    table.addValue("measure", name);
                    table.addValue("value", value.doubleValue());
                });
        return table;
    }
}
