package io.github.planfiji.dataset;

import io.github.planfiji.run.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which columns of a table hold file, class and patient; empty where the table has none. */
record TableColumns(Optional<Column> file, Optional<Column> condition, Optional<Column> patient) {

    /** A column by its header and its 0-based place. */
    record Column(String name, int index) {}

    // Usual names, the surest first, written as normalize() leaves them. Plain "id" and "name" are
    // not among them: they may mean the image as well as the patient.
    private static final List<String> FILE =
            List.of(
                    "file",
                    "filename",
                    "filepath",
                    "path",
                    "image",
                    "imagefile",
                    "imagename",
                    "imagepath",
                    "imageid",
                    "imageindex",
                    "idcode",
                    "img",
                    "slice",
                    "frame");
    private static final List<String> CLASS =
            List.of(
                    "class",
                    "label",
                    "labels",
                    "diagnosis",
                    "grade",
                    "level",
                    "severity",
                    "condition",
                    "category",
                    "disease",
                    "finding",
                    "findinglabels",
                    "target",
                    "dx");
    private static final List<String> PATIENT =
            List.of(
                    "patientid",
                    "patient",
                    "patientnumber",
                    "personid",
                    "person",
                    "subjectid",
                    "subject",
                    "participantid",
                    "participant",
                    "identity");

    /**
     * Finds the columns that the options name, else those with a usual name (case, blanks and
     * underscores do not count).
     *
     * @throws UserException if a column that the options name is not in the table
     */
    static TableColumns find(Path table, List<String> header, ImageSetOptions options) {
        return new TableColumns(
                find(table, header, options.fileColumn(), FILE),
                find(table, header, options.classColumn(), CLASS),
                find(table, header, options.patientColumn(), PATIENT));
    }

    private static Optional<Column> find(
            Path table, List<String> header, String named, List<String> usual) {
        if (named != null) return Optional.of(named(table, header, named));
        List<String> plain = header.stream().map(TableColumns::normalize).toList();
        return usual.stream()
                .map(plain::indexOf)
                .filter(index -> index >= 0)
                .findFirst()
                .map(index -> new Column(header.get(index), index));
    }

    private static Column named(Path table, List<String> header, String named) {
        int index = header.indexOf(named);
        if (index < 0)
            index = header.stream().map(TableColumns::normalize).toList().indexOf(normalize(named));
        UserException.require(
                index >= 0,
                "The label table %s has no column '%s': it has %s. Its first row must name the columns.",
                table,
                named,
                known(header));
        return new Column(header.get(index), index);
    }

    /** The usual names in a header; others only counted, as they may be a patient's row instead. */
    private static String known(List<String> header) {
        List<String> told =
                new ArrayList<>(
                        header.stream()
                                .filter(
                                        name ->
                                                Stream.of(FILE, CLASS, PATIENT)
                                                        .anyMatch(
                                                                usual ->
                                                                        usual.contains(
                                                                                normalize(name))))
                                .toList());
        int others = header.size() - told.size();
        if (others > 0) told.add(others + " of other names");
        return String.join(", ", told);
    }

    private static String normalize(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]", "");
    }
}
