package io.github.planfiji.dataset;

import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The CSV table of a set: comma, semicolon or tab (whichever the header holds most of); UTF-8 with
 * or without byte order mark, UTF-16 with one, else Windows-1252 as spreadsheets write it.
 *
 * @param path where it was read from
 * @param rows in the table's order, at least one
 * @param hasPatients whether the table has a patient column
 */
record LabelTable(Path path, List<Row> rows, boolean hasPatients) {

    /**
     * @param number as a spreadsheet counts, the header being row 1
     * @param file null if the table has no file column
     * @param condition null if the table has no class column
     * @param patient null if the table has no patient column
     */
    record Row(long number, String file, String condition, String patient) {}

    /**
     * @throws UserException if a named column is not there or a cell of a used column is empty
     */
    static LabelTable read(Path path, ImageSetOptions options) throws IOException {
        String text = decode(Files.readAllBytes(path));
        UserException.require(
                text.indexOf('\0') < 0,
                "The label table %s is not a text file: save the spreadsheet as CSV and give that.",
                path);
        CSVFormat format =
                CSVFormat.DEFAULT
                        .builder()
                        .setDelimiter(delimiter(text))
                        .setIgnoreSurroundingSpaces(true)
                        .setIgnoreEmptyLines(true)
                        .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            return of(path, parser.getRecords(), options);
        } catch (IOException | UncheckedIOException e) {
            throw new UserException(
                    "The label table %s is not well-formed CSV: check its quotation marks (%s)."
                            .formatted(path, e.getMessage()),
                    e);
        }
    }

    private static LabelTable of(Path path, List<CSVRecord> records, ImageSetOptions options) {
        UserException.require(
                records.size() > 1,
                "The label table %s holds no rows: write a header and one row an image.",
                path);
        TableColumns columns = TableColumns.find(path, records.get(0).toList(), options);
        List<Row> rows = new ArrayList<>(records.size() - 1);
        for (CSVRecord cells : records.subList(1, records.size()))
            rows.add(
                    new Row(
                            cells.getRecordNumber(),
                            columns.file().map(c -> cell(path, cells, c)).orElse(null),
                            columns.condition().map(c -> cell(path, cells, c)).orElse(null),
                            columns.patient().map(c -> cell(path, cells, c)).orElse(null)));
        return new LabelTable(path, List.copyOf(rows), columns.patient().isPresent());
    }

    private static String cell(Path path, CSVRecord cells, TableColumns.Column column) {
        String value = column.index() < cells.size() ? cells.get(column.index()).strip() : "";
        UserException.require(
                !value.isEmpty(),
                "Row %d of the label table %s has no value in column '%s': fill it in or remove the"
                        + " row.",
                cells.getRecordNumber(),
                path,
                column.name());
        return value;
    }

    private static String decode(byte[] bytes) {
        // spreadsheets' "Unicode text"; the decoder takes the byte order mark away
        if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff))
            return new String(bytes, StandardCharsets.UTF_16);
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, Charset.forName("windows-1252"));
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && bytes[0] == (byte) first && bytes[1] == (byte) second;
    }

    private static char delimiter(String text) {
        String header = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        char best = ',';
        for (char c : new char[] {';', '\t'}) if (count(header, c) > count(header, best)) best = c;
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
