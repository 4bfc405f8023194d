package io.github.planfiji.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.planfiji.audit.report.LineChart.Marker;
import io.github.planfiji.audit.report.LineChart.Series;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.measure.Estimate;
import io.github.planfiji.run.UserException;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ReportFilesTest {

    private static final String EVIL = "<script>alert(\"&\")</script>";

    @TempDir Path folder;

    @Test
    void textsAreEscaped() throws Exception {
        ReportFiles.save(report(Check.of(EVIL, true, EVIL)), folder);
        String page = Files.readString(folder.resolve("report/audit.html"));
        assertThat(page).doesNotContain("<script").contains("&lt;script&gt;");
    }

    @Test
    void thePageLoadsNothingFromElsewhere() throws Exception {
        ReportFiles.save(report(Check.of("Question", true, "Answer.")), folder);
        String page = Files.readString(folder.resolve("report/audit.html"));
        assertThat(page).doesNotContain("http:", "https:", "url(", "@import", "<link", "src=\"/");
        assertThat(page).contains("<svg", "data:image/png;base64,");
    }

    @Test
    void jsonHoldsFiguresAndNullForWhatWasNotMeasured() throws Exception {
        ReportFiles.save(report(Check.of("Question", false, "Answer.")), folder);
        JsonObject json =
                JsonParser.parseString(Files.readString(folder.resolve("report/audit.json")))
                        .getAsJsonObject();
        assertThat(json.get("passed").getAsBoolean()).isFalse();
        JsonObject figure =
                json.getAsJsonArray("sections")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("figures")
                        .get(1)
                        .getAsJsonObject();
        assertThat(figure.get("value").getAsDouble()).isEqualTo(0.25);
        assertThat(figure.get("low").isJsonNull()).isTrue();
    }

    @Test
    void csvHasOneLineAFigure() throws Exception {
        ReportFiles.save(report(Check.of("Question", true, "Answer.")), folder);
        List<CSVRecord> rows =
                CSVFormat.DEFAULT
                        .parse(
                                new StringReader(
                                        Files.readString(folder.resolve("report/audit.csv"))))
                        .getRecords();
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1).toList())
                .containsExactly(
                        EVIL, "AUC, \"best\"", "a space", "0.5", "0.4", "0.6", "bootstrap", "0.5");
    }

    @Test
    void anOlderReportIsNotReplaced() throws Exception {
        Report report = report(Check.of("Question", true, "Answer."));
        ReportFiles.save(report, folder);
        assertThatThrownBy(() -> ReportFiles.save(report, folder))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("report/audit.html already");
    }

    @Test
    void verdictCountsTheChecksThatWereMade() {
        Check open = Check.notTested("c", "why");
        assertThat(report(open).verdict()).isEqualTo("Nothing was checked.");
        assertThat(report(Check.of("a", true, ""), open).verdict())
                .isEqualTo("No sign of copied patients: 1 of 1 checks passed.");
        Report failed = report(Check.of("a", true, ""), Check.of("b", false, ""), open);
        assertThat(failed.verdict())
                .isEqualTo("Do not release this set as it is: 1 of 2 checks failed.");
        assertThat(failed.passed()).isFalse();
    }

    @Test
    void chartsAreWellFormed() throws Exception {
        Document chart = parse(chart());
        assertThat(chart.getElementsByTagName("path").getLength()).isEqualTo(3);
        ForestPlot.Row row =
                new ForestPlot.Row(
                        "a & b", "space", new Estimate(0.9, 0.8, 1), new Estimate(0.5, 0.45, 0.55));
        Document forest = parse(new ForestPlot("AUC", 0.5, List.of(row, row)).svg());
        assertThat(forest.getElementsByTagName("circle").getLength()).isEqualTo(2);
        assertThat(forest.getElementsByTagName("rect").getLength()).isEqualTo(2);
    }

    @Test
    void ticksAreRoundNumbersWithinTheAxis() {
        assertThat(new Axis(0, 1, 0, 100).ticks())
                .usingComparatorWithPrecision(1e-9)
                .containsExactly(0, 0.2, 0.4, 0.6, 0.8, 1);
        assertThat(new Axis(3, 47, 0, 100).ticks()).containsExactly(10, 20, 30, 40);
        assertThat(new Axis(0, 10, 200, 100).place(2.5)).isEqualTo(175);
        assertThat(Axis.label(0.1 + 0.2)).isEqualTo("0.3");
        assertThat(new Axis(0, 0, 0, 100).place(0)).isZero();
    }

    @Test
    void numbersHaveThreeDigitsThatMatter() {
        assertThat(Numbers.text(0.51234)).isEqualTo("0.512");
        assertThat(Numbers.text(0.01234)).isEqualTo("0.0123");
        assertThat(Numbers.text(0.00123456)).isEqualTo("0.00123");
        assertThat(Numbers.text(180)).isEqualTo("180");
        assertThat(Numbers.text(123.456)).isEqualTo("123.5");
        assertThat(Numbers.text(-0.0000123)).isEqualTo("-1.23e-05");
        assertThat(Numbers.text(Double.NaN)).isEqualTo("n/a");
        assertThat(Numbers.text(new Estimate(0.5, 0.4, 0.6))).isEqualTo("0.500 (0.400 to 0.600)");
        assertThat(Numbers.text(Estimate.single(0.5))).isEqualTo("0.500");
        assertThat(Numbers.percent(0.05)).isEqualTo("5.0 %");
    }

    @Test
    void picturesKeepTheirColours() throws Exception {
        Picture red = new Picture(3, 1, 1, new float[] {1, -1, -1});
        Picture grey = new Picture(1, 1, 1, new float[] {0});
        String html = ImageStrip.html(List.of(new ImageStrip.Cell(List.of(red, grey), "<a>")));
        assertThat(html).contains("&lt;a&gt;");
        String[] parts = html.split("base64,");
        assertThat(rgb(parts[1])).isEqualTo(0xff0000);
        assertThat(rgb(parts[2])).isEqualTo(0x808080);
    }

    private static int rgb(String from) throws Exception {
        byte[] png = Base64.getDecoder().decode(from.substring(0, from.indexOf('"')));
        return ImageIO.read(new ByteArrayInputStream(png)).getRGB(0, 0) & 0xffffff;
    }

    private static String chart() {
        double[] x = {1, 2, 3};
        return new LineChart(
                        "step",
                        "distance < & >",
                        List.of(
                                Series.of("one", x, new double[] {0.1, 0.5, 0.2}),
                                new Series(
                                        "two",
                                        x,
                                        x,
                                        new double[] {0, 1, 2},
                                        new double[] {2, 3, 4})),
                        List.of(new Marker("tau", 2)))
                .svg();
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static Report report(Check... checks) {
        Picture picture = new Picture(1, 2, 2, new float[4]);
        String strip = ImageStrip.html(List.of(new ImageStrip.Cell(List.of(picture), EVIL)));
        Section section =
                new Section(
                        EVIL,
                        EVIL,
                        List.of(checks),
                        List.of(
                                new Measured(
                                        "AUC, \"best\"",
                                        new Estimate(0.5, 0.4, 0.6),
                                        "bootstrap",
                                        "a space",
                                        "0.5"),
                                new Measured(EVIL, Estimate.single(0.25), "", EVIL, EVIL)),
                        List.of(Graphic.shareable(EVIL, chart()), Graphic.shareable(EVIL, strip)));
        return new Report(EVIL, EVIL, List.of(), List.of(EVIL), Map.of("tool", EVIL)).with(section);
    }
}
