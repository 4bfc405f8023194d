package io.github.planfiji.ij;

import static org.assertj.core.api.Assertions.assertThat;

import ij.measure.ResultsTable;
import io.github.planfiji.audit.report.Measured;
import io.github.planfiji.audit.report.Report;
import io.github.planfiji.audit.report.Section;
import io.github.planfiji.measure.Estimate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditTableTest {

    @Test
    void oneRowAFigure() {
        Section section =
                new Section(
                        "Attacks",
                        "",
                        List.of(),
                        List.of(
                                new Measured("AUC", new Estimate(0.5, 0.4, 0.6), "b", "s", "0.5"),
                                new Measured("Minimum", Estimate.single(2), "", "s", "high")),
                        List.of());
        ResultsTable table =
                AuditTable.of(new Report("", "", List.of(section), List.of(), Map.of()));
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.getStringValue("section", 1)).isEqualTo("Attacks");
        assertThat(table.getStringValue("measure", 0)).isEqualTo("AUC");
        assertThat(table.getValue("value", 1)).isEqualTo(2);
        assertThat(table.getValue("low", 0)).isEqualTo(0.4);
        assertThat(table.getValue("high", 1)).isNaN();
    }
}
