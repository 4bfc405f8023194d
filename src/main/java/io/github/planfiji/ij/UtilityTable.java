package io.github.planfiji.ij;

import ij.measure.ResultsTable;
import io.github.planfiji.utility.UtilityResult;
import io.github.planfiji.utility.UtilityRow;

/** A comparison of training sets as an ImageJ table, not shown yet. */
public final class UtilityTable {

    private static final int DECIMALS = 3;

    private UtilityTable() {}

    /** One row a set; for each measure its mean and standard deviation over the runs. */
    public static ResultsTable of(UtilityResult result) {
        ResultsTable table = new ResultsTable();
        table.setPrecision(DECIMALS);
        for (UtilityRow row : result.rows()) {
            table.addRow();
            table.addValue("set", row.set());
            table.addValue("images", row.images());
            table.addValue("runs", row.runs());
            row.measures()
                    .forEach(
                            (name, value) -> {
                                table.addValue(name, value.mean());
                                table.addValue(name + "_sd", value.sd());
                            });
        }
        return table;
    }
}
