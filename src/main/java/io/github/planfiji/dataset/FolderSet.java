package io.github.planfiji.dataset;

import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A folder of images, labelled by a table or by its sub-folders. */
final class FolderSet {

    private final ImageFolder folder;
    private final ImageSetOptions options;
    private final Progress progress;

    FolderSet(ImageFolder folder, ImageSetOptions options, Progress progress) {
        UserException.require(
                !folder.isEmpty(),
                "The folder %s holds no images: give a folder with PNG, JPEG, TIFF or DICOM files.",
                folder.root());
        this.folder = folder;
        this.options = options;
        this.progress = progress;
    }

    ImageSet read(PictureReader reader) throws IOException {
        Path table = options.labels();
        Path usual = folder.root().resolve("labels.csv");
        if (table == null && Files.exists(usual)) table = usual;
        List<Sample> samples =
                table == null ? fromSubFolders() : fromTable(LabelTable.read(table, options));
        return pictures(samples, reader);
    }

    private List<Sample> fromSubFolders() {
        List<Sample> samples = new ArrayList<>();
        for (String file : folder.files())
            ImageFolder.topFolder(file)
                    .ifPresent(condition -> samples.add(new Sample(file, condition, file)));
        UserException.require(
                !samples.isEmpty(),
                "The images in %s have no classes: put them into one sub-folder a class, or give a"
                        + " table with the columns file and class (and patient_id).",
                folder.root());
        int loose = folder.files().size() - samples.size();
        if (loose > 0) progress.note(loose + " images outside of the class folders: left out");
        noteOwnPatients();
        return samples;
    }

    private List<Sample> fromTable(LabelTable table) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        Map<String, Long> rows = new LinkedHashMap<>();
        int missing = 0;
        int repeated = 0;
        long firstMissing = 0;
        for (LabelTable.Row row : table.rows()) {
            UserException.require(
                    row.file() != null,
                    "The label table %s has no column that names the image file: call one 'file' or"
                            + " say which it is.",
                    table.path());
            String file = folder.find(row.file(), row.number()).orElse(null);
            if (file == null) {
                if (missing++ == 0) firstMissing = row.number();
                continue;
            }
            Sample sample = sample(table, row, file);
            Sample before = samples.putIfAbsent(file, sample);
            if (before == null) {
                rows.put(file, row.number());
                continue;
            }
            repeated++;
            UserException.require(
                    before.equals(sample),
                    "Rows %d and %d of the label table %s name the same file with different class or"
                            + " patient: remove one.",
                    rows.get(file),
                    row.number(),
                    table.path());
        }
        LeftOut.noteOrFail(
                missing,
                table.rows().size(),
                "rows of the table name files that are not in the folder",
                "row " + firstMissing,
                progress);
        if (repeated > 0) progress.note(repeated + " rows repeat an earlier row: counted once");
        int unnamed = folder.files().size() - samples.size();
        if (unnamed > 0) progress.note(unnamed + " images that the table does not name: left out");
        if (!table.hasPatients()) noteOwnPatients();
        return List.copyOf(samples.values());
    }

    private Sample sample(LabelTable table, LabelTable.Row row, String file) {
        String condition = row.condition();
        if (condition == null) condition = ImageFolder.topFolder(file).orElse(null);
        UserException.require(
                condition != null,
                "The label table %s has no class column and the file of row %d lies in no class"
                        + " folder: add a column 'class' or say which it is.",
                table.path(),
                row.number());
        return new Sample(file, condition, row.patient() == null ? file : row.patient());
    }

    private void noteOwnPatients() {
        progress.note("No patient ids: every image file counts as a patient of its own");
    }

    private ImageSet pictures(List<Sample> samples, PictureReader reader) {
        SetBuilder set = new SetBuilder(options, samples.size());
        int unreadable = 0;
        String firstFault = null;
        for (int i = 0; i < samples.size(); i++) {
            progress.step("Reading images", i, samples.size());
            Sample sample = samples.get(i);
            try {
                add(set, sample, reader.read(folder.resolve(sample.name())));
            } catch (IOException e) {
                if (unreadable++ == 0) firstFault = describe(sample.name(), e);
            }
        }
        progress.step("Reading images", samples.size(), samples.size());
        LeftOut.noteOrFail(
                unreadable, samples.size(), "image files are unreadable", firstFault, progress);
        return set.build();
    }

    /** By number, as a file's name may be a patient's. */
    private String describe(String file, IOException fault) {
        String reason = String.valueOf(fault.getMessage());
        Path path = folder.resolve(file);
        for (Path name : List.of(path.toAbsolutePath(), path, path.getFileName()))
            reason = reason.replace(name.toString(), "");
        return "number %d of the folder's image files by name (%s)"
                .formatted(folder.files().indexOf(file) + 1, reason.replaceFirst("[:\\s]+$", ""));
    }

    private static void add(SetBuilder set, Sample sample, List<Picture> frames)
            throws IOException {
        if (frames.isEmpty()) throw new IOException("no frames");
        for (int f = 0; f < frames.size(); f++) {
            String name = frames.size() == 1 ? sample.name() : sample.name() + "#" + (f + 1);
            set.add(new Sample(name, sample.condition(), sample.patient()), frames.get(f));
        }
    }
}
