package io.github.planfiji.ksame;

import io.github.planfiji.ksame.Membership.Entry;
import io.github.planfiji.ksame.Membership.Fate;
import io.github.planfiji.run.AtomicFile;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Memberships as CSV (UTF-8). Private: the first line says so; keep the file off the release. */
public final class MembershipFile {

    private static final String PRIVATE =
            "PRIVATE: names patients and undoes the anonymisation; never release this file.";

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader("image", "name", "patient", "class", "group", "fate")
                    .setHeaderComments(PRIVATE)
                    .setCommentMarker('#')
                    .setRecordSeparator('\n')
                    .get();

    private MembershipFile() {}

    /** Writes the file whole or not at all, readable by its owner only where the system can. */
    public static void write(Path file, Membership membership) throws IOException {
        AtomicFile.write(file, temporary -> print(temporary, membership));
    }

    private static void print(Path file, Membership membership) throws IOException {
        Files.createFile(file);
        if (Files.getFileStore(file).supportsFileAttributeView("posix"))
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                CSVPrinter csv = new CSVPrinter(writer, FORMAT)) {
            for (Entry e : membership.entries())
                csv.printRecord(
                        e.image(), e.name(), e.patient(), e.condition(), e.group(), e.fate());
        }
    }

    /**
     * @throws UserException if the file is no membership list; the message names the line
     * @throws IOException if the file cannot be read
     */
    public static Membership read(Path file) throws IOException {
        CSVFormat format = FORMAT.builder().setSkipHeaderRecord(true).get();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            List<Entry> entries = new ArrayList<>();
            for (CSVRecord line : format.parse(reader)) entries.add(entry(line, file));
            return new Membership(entries);
        }
    }

    private static Entry entry(CSVRecord line, Path file) {
        try {
            return new Entry(
                    Integer.parseInt(line.get("image")),
                    line.get("name"),
                    line.get("patient"),
                    line.get("class"),
                    Integer.parseInt(line.get("group")),
                    Fate.valueOf(line.get("fate")));
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    "%s is no membership list: row %d is broken; give the file that the run wrote."
                            .formatted(file.getFileName(), line.getRecordNumber()),
                    e);
        }
    }
}
