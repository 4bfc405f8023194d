package io.github.planfiji.audit;

import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The distance to the nearest real image along one walk.
 *
 * @param method "plan", "linear" or another name of the way it was walked
 * @param space what the distance was measured with
 * @param distances one a step, in order, at least two
 */
public record WalkCurve(String method, String space, double[] distances) {

    /** What the walks of this program measure with. */
    public static final String USUAL_SPACE =
            "squared perceptual distance of the encoder's features";

    private static final String NAME = "walk.csv";

    private static final CSVFormat TABLE =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    public WalkCurve {
        UserException.require(
                distances.length >= 2,
                "A %s walk has %d steps, but a curve needs two.",
                method,
                distances.length);
    }

    /**
     * Reads what PLAN Walk saved: one curve a walk.csv and method.
     *
     * @param from such a file, or a folder with walk.csv files at any depth
     * @throws UserException if there is none, a column is missing or a value is no number
     */
    public static List<WalkCurve> read(Path from) throws IOException {
        if (!Files.isDirectory(from)) return readFile(from);
        List<WalkCurve> curves = new ArrayList<>();
        for (Path file : tables(from)) curves.addAll(readFile(file));
        UserException.require(
                !curves.isEmpty(),
                "The folder %s holds no %s: give the folder that PLAN Walk saved to.",
                from,
                NAME);
        return curves;
    }

    private static List<Path> tables(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().equals(NAME))
                    .sorted()
                    .toList();
        }
    }

    private static List<WalkCurve> readFile(Path file) throws IOException {
        UserException.require(
                Files.isRegularFile(file), "There is no walk table %s: check the path.", file);
        Map<String, List<Double>> curves = new LinkedHashMap<>();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser table = CSVParser.parse(reader, TABLE)) {
            for (String column : List.of("method", "nearest_real_distance"))
                UserException.require(
                        table.getHeaderNames().contains(column),
                        "The walk table %s has no column %s: give a walk.csv that PLAN Walk saved.",
                        file,
                        column);
            for (CSVRecord row : table)
                curves.computeIfAbsent(row.get("method"), m -> new ArrayList<>())
                        .add(distance(file, row));
        }
        return curves.entrySet().stream()
                .map(
                        curve ->
                                new WalkCurve(
                                        curve.getKey(),
                                        USUAL_SPACE,
                                        curve.getValue().stream()
                                                .mapToDouble(Double::doubleValue)
                                                .toArray()))
                .toList();
    }

    private static double distance(Path file, CSVRecord row) {
        String text = row.get("nearest_real_distance");
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        UserException.require(
                Double.isFinite(value),
                "Row %d of the walk table %s has the distance '%s': measure the walk against real images (images=[...]).",
                row.getRecordNumber(),
                file,
                text);
        return value;
    }
}
