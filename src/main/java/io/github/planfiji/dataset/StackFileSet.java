package io.github.planfiji.dataset;

import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One multi-frame image file with a table of one row a frame. A file column of whole numbers means
 * frames counted from 1; otherwise the rows are in the order of the frames.
 */
final class StackFileSet {

    private StackFileSet() {}

    static ImageSet read(ImageSetOptions options, PictureReader reader, Progress progress)
            throws IOException {
        LabelTable table = LabelTable.read(tableOf(options), options);
        List<Picture> frames = reader.read(options.images());
        UserException.require(
                table.rows().size() == frames.size(),
                "The label table %s has %d rows, but the stack %s has %d frames: write one row a"
                        + " frame.",
                table.path(),
                table.rows().size(),
                options.images(),
                frames.size());
        boolean numbered =
                table.rows().stream()
                        .allMatch(r -> r.file() != null && r.file().matches("\\d{1,9}"));
        boolean[] seen = new boolean[frames.size()];
        SetBuilder set = new SetBuilder(options, frames.size());
        for (int i = 0; i < frames.size(); i++) {
            progress.step("Reading images", i, frames.size());
            LabelTable.Row row = table.rows().get(i);
            int frame = numbered ? Integer.parseInt(row.file()) : i + 1;
            UserException.require(
                    frame >= 1 && frame <= frames.size() && !seen[frame - 1],
                    "Row %d of the label table %s names frame %d: every frame 1 to %d must be named"
                            + " once.",
                    row.number(),
                    table.path(),
                    frame,
                    frames.size());
            seen[frame - 1] = true;
            set.add(sample(table, row, frame), frames.get(frame - 1));
        }
        progress.step("Reading images", frames.size(), frames.size());
        if (!table.hasPatients())
            progress.note("No patient ids: every frame counts as a patient of its own");
        return set.build();
    }

    private static Path tableOf(ImageSetOptions options) {
        if (options.labels() != null) return options.labels();
        String name = options.images().getFileName().toString();
        int dot = name.lastIndexOf('.');
        Path table =
                options.images().resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".csv");
        UserException.require(
                Files.exists(table),
                "The stack %s has no label table: give one, or lay it beside the stack as %s.",
                options.images(),
                table.getFileName());
        return table;
    }

    private static Sample sample(LabelTable table, LabelTable.Row row, int frame) {
        UserException.require(
                row.condition() != null,
                "The label table %s has no class column: call one 'class' or say which it is.",
                table.path());
        String name = "#" + frame;
        return new Sample(name, row.condition(), row.patient() == null ? name : row.patient());
    }
}
