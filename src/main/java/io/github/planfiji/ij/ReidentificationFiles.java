package io.github.planfiji.ij;

import com.google.gson.GsonBuilder;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.planfiji.audit.ReidentificationRates.Rate;
import io.github.planfiji.audit.ReidentificationRow;
import io.github.planfiji.run.AtomicFile;
import io.github.planfiji.run.OutputFolder;
import io.github.planfiji.run.Provenance;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Re-identification curves as a table, CSV, JSON and PNG; no patient is named in them. */
public final class ReidentificationFiles {

    private static final List<String> NAMES =
            List.of(
                    "reidentification.csv",
                    "reidentification.json",
                    "reidentification.png",
                    "reidentification-members.png");

    private ReidentificationFiles() {}

    /**
     * Checks a folder before the work, so that none is lost at its end.
     *
     * @throws io.github.planfiji.run.UserException if one of the files is there already or the
     *     folder cannot be written
     */
    public static void requireFree(Path folder) {
        OutputFolder.require(folder, NAMES);
    }

    private static Map<String, Object> cells(ReidentificationRow row) {
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("matcher", row.matcher());
        cells.put("matcher_accuracy", row.matcherAccuracy());
        cells.put("method", row.method());
        cells.put("k", row.k());
        cells.put("images", row.images());
        cells.put("patients", row.patients());
        put(cells, "naive", row.rates().naive());
        put(cells, "reverse", row.rates().reverse());
        cells.put("bound", row.bound());
        put(cells, "member_found", row.rates().memberFound());
        put(cells, "group_found", row.rates().groupFound());
        cells.put("chance", row.rates().chance());
        return cells;
    }

    private static void put(Map<String, Object> cells, String name, Rate rate) {
        cells.put(name, rate.value());
        cells.put(name + "_low", rate.low());
        cells.put(name + "_high", rate.high());
    }

    /** One row a release and matcher. */
    public static ResultsTable table(List<ReidentificationRow> rows) {
        ResultsTable table = new ResultsTable();
        table.setPrecision(4);
        for (ReidentificationRow row : rows) {
            table.addRow();
            cells(row)
                    .forEach(
                            (name, value) -> {
                                if (value instanceof Number number)
                                    table.addValue(name, number.doubleValue());
                                else table.addValue(name, value.toString());
                            });
        }
        return table;
    }

    /** The columns of {@link #table} as CSV with a header. */
    public static String csv(List<ReidentificationRow> rows) {
        CSVFormat format =
                CSVFormat.DEFAULT
                        .builder()
                        .setHeader(cells(rows.get(0)).keySet().toArray(String[]::new))
                        .setRecordSeparator('\n')
                        .get();
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, format)) {
            for (ReidentificationRow row : rows) csv.printRecord(cells(row).values());
        } catch (IOException e) {
            throw new AssertionError("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    /**
     * Writes {@code reidentification.csv}, {@code .json} and {@code .png}, and {@code
     * reidentification-members.png}.
     *
     * @param rates {@link ReidentificationPlot#of} the rows
     * @param members {@link ReidentificationPlot#ofMembers} of the rows
     * @throws io.github.planfiji.run.UserException as {@link #requireFree}
     */
    public static void save(
            List<ReidentificationRow> rows,
            Provenance provenance,
            ImagePlus rates,
            ImagePlus members,
            Path folder)
            throws IOException {
        requireFree(folder);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("provenance", provenance.entries());
        all.put("rows", rows.stream().map(ReidentificationFiles::cells).toList());
        Files.createDirectories(folder);
        AtomicFile.writeText(folder.resolve(NAMES.get(0)), csv(rows));
        AtomicFile.writeText(
                folder.resolve(NAMES.get(1)),
                new GsonBuilder().setPrettyPrinting().create().toJson(all) + "\n");
        ImageFile.savePng(rates, folder.resolve(NAMES.get(2)), false);
        ImageFile.savePng(members, folder.resolve(NAMES.get(3)), false);
    }
}
