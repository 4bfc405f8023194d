package io.github.planfiji.utility;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.planfiji.run.AtomicFile;
import io.github.planfiji.run.FolderLock;
import io.github.planfiji.run.OutputFolder;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Saves a comparison: the table and its single runs; losses of single images apart, as private. */
public final class UtilityFiles {

    private static final String PRIVATE = "private";
    private static final String CSV = "utility.csv";
    private static final String JSON = "utility.json";

    private static final Gson GSON =
            new GsonBuilder()
                    .setPrettyPrinting()
                    .disableHtmlEscaping()
                    .serializeSpecialFloatingPointValues()
                    .create();

    private UtilityFiles() {}

    /**
     * Takes a folder before the work, for a new comparison or one that was stopped.
     *
     * @return to be closed after {@link #write}; no other run may have the folder until then
     * @throws io.github.planfiji.run.UserException if a finished comparison is there, the folder
     *     cannot be written, or another run writes there
     */
    public static FolderLock claim(Path folder) throws IOException {
        OutputFolder.require(folder, List.of(CSV, JSON));
        return FolderLock.on(folder.resolve(PRIVATE));
    }

    /** What the JSON file holds. */
    private record Summary(
            int testImages,
            List<String> classes,
            List<UtilityRow> sets,
            List<UtilityRun> runs,
            Map<String, String> provenance) {}

    /**
     * Writes {@code utility.csv} (one row a set), {@code utility.json} (single runs too), and
     * {@code private/membership-losses.csv}; deletes the checkpoints, which hold networks that were
     * trained on real images.
     */
    public static void write(UtilityResult result, Path folder) throws IOException {
        AtomicFile.writeText(folder.resolve(CSV), csv(result));
        AtomicFile.writeText(folder.resolve(JSON), json(result));
        if (!result.membership().isEmpty())
            AtomicFile.writeText(
                    folder.resolve(PRIVATE).resolve("membership-losses.csv"), losses(result));
        delete(checkpoints(folder));
    }

    static Path checkpoints(Path folder) {
        return folder.resolve(PRIVATE).resolve("checkpoints");
    }

    /** One row a set: its size, the number of runs, mean and standard deviation of each measure. */
    public static String csv(UtilityResult result) throws IOException {
        List<Object[]> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("set", "images", "runs"));
        for (String measure : result.rows().get(0).measures().keySet())
            header.addAll(List.of(measure, measure + "_sd"));
        lines.add(header.toArray());
        for (UtilityRow row : result.rows()) {
            List<Object> cells = new ArrayList<>(List.of(row.set(), row.images(), row.runs()));
            row.measures().values().forEach(v -> cells.addAll(List.of(v.mean(), v.sd())));
            lines.add(cells.toArray());
        }
        return table(lines);
    }

    static String json(UtilityResult result) {
        return GSON.toJson(
                        new Summary(
                                result.testImages(),
                                result.classes(),
                                result.rows(),
                                result.runs(),
                                new LinkedHashMap<>(result.provenance().entries())))
                + "\n";
    }

    private static String losses(UtilityResult result) throws IOException {
        List<Object[]> lines = new ArrayList<>();
        lines.add(new Object[] {"set", "seed", "member", "patient", "loss"});
        for (MembershipLosses m : result.membership()) {
            addLines(lines, m, true, m.members());
            addLines(lines, m, false, m.nonMembers());
        }
        return table(lines);
    }

    private static void addLines(
            List<Object[]> lines,
            MembershipLosses of,
            boolean member,
            MembershipLosses.Losses losses) {
        for (int i = 0; i < losses.values().length; i++)
            lines.add(
                    new Object[] {
                        of.set(), of.seed(), member, losses.patients()[i], losses.values()[i]
                    });
    }

    private static String table(List<Object[]> lines) throws IOException {
        StringWriter text = new StringWriter();
        CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
        try (CSVPrinter csv = new CSVPrinter(text, format)) {
            for (Object[] line : lines) csv.printRecord(line);
        }
        return text.toString();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
