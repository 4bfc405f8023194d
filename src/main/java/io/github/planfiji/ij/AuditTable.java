package io.github.planfiji.ij;

import ij.measure.ResultsTable;
import io.github.planfiji.audit.report.Measured;
import io.github.planfiji.audit.report.Report;
import io.github.planfiji.audit.report.Section;

/** The figures of an audit as an ImageJ table, one row a figure, not shown yet. */
public final class AuditTable {

    private static final int DECIMALS = 4;

    private AuditTable() {}

    /** The same columns as the report's CSV file; NaN where no interval was measured. */
    public static ResultsTable of(Report report) {
        ResultsTable table = new ResultsTable();
        table.setPrecision(DECIMALS);
        for (Section section : report.sections())
            for (Measured row : section.rows()) {
                table.addRow();
                table.addValue("section", section.title());
                table.addValue("measure", row.measure());
                table.addValue("space", row.space());
                table.addValue("value", row.value());
                table.addValue("low", row.low());
                table.addValue("high", row.high());
                table.addValue("spread", row.spread());
                table.addValue("ideal", row.ideal());
            }
        return table;
    }
}
