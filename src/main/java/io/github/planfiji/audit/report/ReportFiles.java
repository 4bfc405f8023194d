package io.github.planfiji.audit.report;

import io.github.planfiji.run.AtomicFile;
import io.github.planfiji.run.OutputFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a report into a folder: {@code report/audit.html}, {@code report/audit.json} and {@code
 * report/audit.csv}, which show no real image, and {@code private/audit-PRIVATE.html}, which does
 * and must stay in the house.
 */
public final class ReportFiles {

    private static final String PAGE = "report/audit.html";
    private static final String JSON = "report/audit.json";
    private static final String CSV = "report/audit.csv";
    private static final String PRIVATE_PAGE = "private/audit-PRIVATE.html";

    private ReportFiles() {}

    /**
     * Checks a folder before the work, so that none is lost at its end.
     *
     * @throws io.github.planfiji.run.UserException if one of the files is there already or the
     *     folder cannot be written
     */
    public static void requireFree(Path folder) {
        OutputFolder.require(folder, List.of(PAGE, JSON, CSV, PRIVATE_PAGE));
    }

    /**
     * @return the page to look at first
     * @throws io.github.planfiji.run.UserException as {@link #requireFree}
     * @throws IOException if writing fails
     */
    public static Path save(Report report, Path folder) throws IOException {
        requireFree(folder);
        AtomicFile.writeText(folder.resolve(PRIVATE_PAGE), HtmlPage.of(report, true));
        AtomicFile.writeText(folder.resolve(CSV), ReportText.csv(report));
        AtomicFile.writeText(folder.resolve(JSON), ReportText.json(report));
        AtomicFile.writeText(folder.resolve(PAGE), HtmlPage.of(report, false));
        return folder.resolve(PAGE);
    }
}
