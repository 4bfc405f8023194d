package io.github.planfiji.ij;

import static org.assertj.core.api.Assertions.assertThat;

import ij.measure.ResultsTable;
import io.github.planfiji.testing.Walks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkCsvTest {

    private static final String TEXT =
            """
            method,step,identity_confidence,nearest_real_distance,class_probability,loss,\
            distance_loss,identity_loss,class_loss
            linear,1,0.25,0.5,0.75,1.1875,1.0,0.125,0.0625
            linear,2,0.25,1.5,0.75,0.1875,0.0,0.125,0.0625
            plan,1,0.25,0.5,0.75,1.1875,1.0,0.125,0.0625
            plan,2,0.25,1.5,0.75,0.1875,0.0,0.125,0.0625
            """;

    @Test
    void oneLineAStep(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("walk.csv");
        WalkCsv.save(List.of(Walks.of("linear", 1, 2), Walks.of("plan", 1, 2)), file, false);
        assertThat(file).hasContent(TEXT);
    }

    @Test
    void theTableHoldsTheSame() {
        ResultsTable table = Tables.of(List.of(Walks.of("linear", 1, 2), Walks.of("plan", 1, 2)));
        assertThat(String.join(",", table.getHeadings())).isEqualTo(TEXT.lines().findFirst().get());
        assertThat(table.size()).isEqualTo(4);
        assertThat(table.getStringValue("method", 2)).isEqualTo("plan");
        assertThat(table.getValue("step", 3)).isEqualTo(2);
        assertThat(table.getValue("nearest_real_distance", 3)).isEqualTo(1.5);
    }

    @Test
    void rowsKeepTheirOrder() {
        Map<String, Number> rows = new LinkedHashMap<>();
        rows.put("FID", 12.5);
        rows.put("AUC", 0.5);
        ResultsTable table = Tables.of(rows);
        assertThat(table.getStringValue("measure", 0)).isEqualTo("FID");
        assertThat(table.getValue("value", 1)).isEqualTo(0.5);
    }
}
