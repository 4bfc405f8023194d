package io.github.planfiji.audit.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.StringWriter;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The figures and checks of a report for programs; without its graphics. */
final class ReportText {

    private static final CSVFormat TABLE =
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader(
                            "section", "measure", "space", "value", "low", "high", "spread",
                            "ideal")
                    .setRecordSeparator('\n')
                    .get();

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

    private ReportText() {}

    /** One line a figure; an interval that was not measured is written NaN. */
    static String csv(Report report) {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, TABLE)) {
            for (Section section : report.sections())
                for (Measured row : section.rows())
                    csv.printRecord(
                            section.title(),
                            row.measure(),
                            row.space(),
                            row.value(),
                            row.low(),
                            row.high(),
                            row.spread(),
                            row.ideal());
        } catch (IOException e) {
            throw new AssertionError("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    /** The whole report; an interval that was not measured is null. */
    static String json(Report report) {
        JsonObject json = new JsonObject();
        json.addProperty("title", report.title());
        json.addProperty("subject", report.subject());
        json.addProperty("verdict", report.verdict());
        json.addProperty("passed", report.passed());
        JsonArray sections = new JsonArray();
        for (Section section : report.sections()) sections.add(json(section));
        json.add("sections", sections);
        json.add("not tested", GSON.toJsonTree(report.notTested()));
        json.add("provenance", GSON.toJsonTree(report.provenance()));
        return GSON.toJson(json) + "\n";
    }

    private static JsonObject json(Section section) {
        JsonObject json = new JsonObject();
        json.addProperty("title", section.title());
        json.addProperty("text", section.text());
        JsonArray checks = new JsonArray();
        for (Check check : section.checks()) {
            JsonObject one = new JsonObject();
            one.addProperty("name", check.name());
            one.addProperty("outcome", check.outcome().word());
            one.addProperty("sentence", check.sentence());
            checks.add(one);
        }
        json.add("checks", checks);
        JsonArray rows = new JsonArray();
        for (Measured row : section.rows()) {
            JsonObject one = new JsonObject();
            one.addProperty("measure", row.measure());
            one.addProperty("space", row.space());
            put(one, "value", row.value());
            put(one, "low", row.low());
            put(one, "high", row.high());
            one.addProperty("spread", row.spread());
            one.addProperty("ideal", row.ideal());
            rows.add(one);
        }
        json.add("figures", rows);
        return json;
    }

    /** JSON knows neither NaN nor infinity. */
    private static void put(JsonObject json, String key, double value) {
        json.add(key, Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE);
    }
}
