package io.github.planfiji.ij;

import io.github.planfiji.run.UserException;
import io.github.planfiji.walk.WalkResult;
import io.github.planfiji.walk.WalkStep;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The measures of walks as CSV, one line a step; the step is 1-based as the stack's frame. */
public final class WalkCsv {

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader(
                            "method",
                            "step",
                            "identity_confidence",
                            "nearest_real_distance",
                            "class_probability",
                            "loss",
                            "distance_loss",
                            "identity_loss",
                            "class_loss")
                    .setRecordSeparator('\n')
                    .get();

    private WalkCsv() {}

    /** The CSV text with its header; a measure that was not taken is written NaN. */
    public static String text(List<WalkResult> walks) {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
            for (WalkResult walk : walks)
                for (WalkStep s : walk.steps())
                    csv.printRecord(
                            walk.method(),
                            s.step() + 1,
                            s.identityConfidence(),
                            s.nearestRealDistance(),
                            s.classProbability(),
                            s.loss(),
                            s.distanceLoss(),
                            s.identityLoss(),
                            s.classLoss());
        } catch (IOException e) {
            throw new AssertionError("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    /**
     * Writes {@link #text} as UTF-8, whole or not at all.
     *
     * @throws UserException if the file exists and may not be replaced, or its folder is missing
     * @throws IOException if writing fails
     */
    public static void save(List<WalkResult> walks, Path file, boolean overwrite)
            throws IOException {
        WholeFile.write(file, text(walks).getBytes(StandardCharsets.UTF_8), overwrite);
    }
}
