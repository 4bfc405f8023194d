package io.github.planfiji.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSetsTest {

    /** A file's content is its number of frames; "bad" is a damaged image. */
    private static final PictureReader READER =
            file -> {
                String text = Files.readString(file);
                if (text.equals("bad")) throw new IOException("damaged");
                return Collections.nCopies(
                        Integer.parseInt(text), new Picture(1, 1, 1, new float[] {0}));
            };

    @TempDir Path temp;
    private Path folder;
    private final List<String> notes = new ArrayList<>();
    private final Progress progress =
            new Progress() {
                @Override
                public void report(String phase, long done, long total) {}

                @Override
                public void note(String line) {
                    notes.add(line);
                }
            };

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temp.resolve("Müller images"));
    }

    @Test
    void subFoldersAreClassesAndFilesPatients() throws IOException {
        image("normal/a.png", "retinopathy/b.JPG", "retinopathy/deep/c.tif", ".hidden/d.png");
        write("normal/notes.txt", "1");
        write("normal/._a.png", "1");
        assertThat(samples(open()))
                .containsExactly(
                        new Sample("normal/a.png", "normal", "normal/a.png"),
                        new Sample("retinopathy/b.JPG", "retinopathy", "retinopathy/b.JPG"),
                        new Sample(
                                "retinopathy/deep/c.tif", "retinopathy", "retinopathy/deep/c.tif"));
        assertThat(notes)
                .containsExactly(
                        "No patient ids: every image file counts as a patient of its own",
                        "3 images of 3 patients in 2 classes");
    }

    @Test
    void picturesHaveTheWantedSizeAndChannels() throws IOException {
        image("normal/a.png");
        ImageSet set = ImageSets.open(ImageSetOptions.of(folder, 16, 3), READER, progress);
        assertThat(List.of(set.channels(), set.height(), set.width())).containsExactly(3, 16, 16);
    }

    @Test
    void aTableInTheFolderIsFound() throws IOException {
        image("x/1.png", "x/2.png");
        write("labels.csv", "file,class,patient_id\nx/1.png,mild,p1\nx/2.png,severe,p1\n");
        assertThat(samples(open()))
                .containsExactly(
                        new Sample("x/1.png", "mild", "p1"), new Sample("x/2.png", "severe", "p1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file,class,patient_id",
                "Image Index,Finding Labels,Patient ID",
                "id_code,diagnosis,subject",
                "image,level,Person-Id",
                "\uFEFFfilename,label,participant_id"
            })
    void usualColumnNamesAreKnown(String header) throws IOException {
        image("a.png");
        write("labels.csv", header + "\na.png,2,p7\n");
        assertThat(samples(open())).containsExactly(new Sample("a.png", "2", "p7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b.png",
                "sub/a b.png",
                "sub/a b",
                "a b",
                "SUB\\A B.PNG",
                "./sub/a b.png",
                "images/a b.png"
            })
    void aTableMayNameFilesInSeveralWays(String named) throws IOException {
        image("sub/a b.png");
        write("labels.csv", "id_code,diagnosis\n" + named + ",0\n");
        assertThat(open().sample(0).name()).isEqualTo("sub/a b.png");
    }

    @Test
    void accentsMatchHoweverTheyAreComposed() throws IOException {
        image("e\u0301tude.png");
        write("labels.csv", "file,class\n\u00e9tude.png,0\n");
        assertThat(open().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"';',UTF-8", "'\t',UTF-8", "';',windows-1252"})
    void otherDelimitersAndEncodingsAreRead(String delimiter, String charset) throws IOException {
        image("ä.png");
        Path table = temp.resolve("table.csv");
        String text =
                "file,class\r\nä.png,\"groß, rund\"\r\n"
                        .replace("file,class", "file;class")
                        .replace(".png,", ".png;");
        Files.write(table, text.replace(";", delimiter).getBytes(Charset.forName(charset)));
        ImageSet set = open(options().withLabels(table));
        assertThat(set.classes()).containsExactly("groß, rund");
    }

    @Test
    void columnsMayBeChosen() throws IOException {
        image("a.png");
        write("labels.csv", "file,class,eye,who\na.png,2,left,p1\n");
        ImageSet set = open(options().withColumns(" ", "eye", "who"));
        assertThat(samples(set)).containsExactly(new Sample("a.png", "left", "p1"));
    }

    @Test
    void withoutClassColumnTheSubFolderIsTheClass() throws IOException {
        image("s01/1.png", "s02/1.png");
        write("labels.csv", "file,person_id\ns01/1.png,x\ns02/1.png,y\n");
        assertThat(open().classes()).containsExactly("s01", "s02");
    }

    @Test
    void theFramesOfAFileAreOnePatient() throws IOException {
        write("normal/a.tif", "2");
        assertThat(samples(open()))
                .containsExactly(
                        new Sample("normal/a.tif#1", "normal", "normal/a.tif"),
                        new Sample("normal/a.tif#2", "normal", "normal/a.tif"));
    }

    @Test
    void fewFaultsAreLeftOutAndCounted() throws IOException {
        image("a.png", "b.png", "c.png", "d.png");
        write("bad.png", "bad");
        write("labels.csv", "file,class\na.png,0\na.png,0\nb.png,0\nbad.png,1\ngone.png,1\n");
        assertThat(open().size()).isEqualTo(2);
        assertThat(notes)
                .containsExactly(
                        "1 of 5 rows of the table name files that are not in the folder: left out",
                        "1 rows repeat an earlier row: counted once",
                        "2 images that the table does not name: left out",
                        "No patient ids: every image file counts as a patient of its own",
                        "1 of 3 image files are unreadable: left out",
                        "2 images of 2 patients in 1 classes");
    }

    @Test
    void manyUnreadableImagesAreAnError() throws IOException {
        image("x/a.png");
        write("x/b.png", "bad");
        write("x/c.png", "bad");
        assertFault(
                this::open,
                "2 of 3 image files are unreadable, first: number 2 of the folder's image files by name (damaged).");
    }

    @Test
    void manyMissingFilesAreAnError() throws IOException {
        image("a.png");
        write("labels.csv", "file,class\na.png,0\nb.png,0\nc.png,0\n");
        assertFault(
                this::open,
                "2 of 3 rows of the table name files that are not in the folder, first: row 3.");
    }

    @Test
    void anEmptyFolderIsAnError() {
        assertFault(this::open, folder + " holds no images");
    }

    @Test
    void imagesWithoutClassesAreAnError() throws IOException {
        image("a.png");
        assertFault(this::open, "have no classes: put them into one sub-folder a class");
    }

    @Test
    void aPathThatDoesNotExistIsAnError() {
        assertFault(
                () -> open(options().withLabels(temp.resolve("no.csv"))),
                "label table " + temp.resolve("no.csv") + " does not exist");
        assertFault(
                () -> open(ImageSetOptions.of(temp.resolve("no"), 8, 1)),
                "image set " + temp.resolve("no") + " does not exist");
    }

    @Test
    void anUnknownColumnIsAnErrorThatTellsTheColumns() throws IOException {
        image("a.png");
        write("labels.csv", "file,class\na.png,0\n");
        assertFault(
                () -> open(options().withColumns(null, "grade", null)),
                "has no column 'grade': it has file, class.");
    }

    @Test
    void aTableWithoutFileColumnIsAnError() throws IOException {
        image("a.png");
        write("labels.csv", "id,class\na.png,0\n");
        assertFault(this::open, "has no column that names the image file");
    }

    @Test
    void aTableWithoutRowsIsAnError() throws IOException {
        image("a.png");
        write("labels.csv", "file,class\n");
        assertFault(this::open, "holds no rows");
    }

    @Test
    void anEmptyCellIsAnErrorThatTellsTheRow() throws IOException {
        image("a.png", "b.png");
        write("labels.csv", "file,class,patient\na.png,0,p1\nb.png,1\n");
        assertFault(this::open, "Row 3 of the label table", "no value in column 'patient'");
    }

    @Test
    void contradictingRowsAreAnErrorWithoutPatientId() throws IOException {
        image("a.png");
        write("labels.csv", "file,class,patient\na.png,0,Smith\na,0,Jones\n");
        assertFault(this::open, "Rows 2 and 3", "name the same file with different class");
        assertThatThrownBy(this::open).message().doesNotContain("Smith", "Jones");
    }

    @Test
    void anAmbiguousNameIsAnError() throws IOException {
        image("l/a.png", "r/a.png");
        write("labels.csv", "file,class\na.png,0\n");
        assertFault(this::open, "The file of row 2 in the label table fits 2 image files");
    }

    @Test
    void aStackIsLabelledInItsOrder() throws IOException {
        write("eyes.tif", "2");
        write("eyes.csv", "class,patient\nmild,p1\nsevere,p2\n");
        assertThat(samples(open(ImageSetOptions.of(folder.resolve("eyes.tif"), 8, 1))))
                .containsExactly(new Sample("#1", "mild", "p1"), new Sample("#2", "severe", "p2"));
    }

    @Test
    void aStackIsLabelledByFrameNumbers() throws IOException {
        write("eyes.tif", "2");
        write("eyes.csv", "slice,class\n2,severe\n1,mild\n");
        assertThat(samples(open(ImageSetOptions.of(folder.resolve("eyes.tif"), 8, 1))))
                .containsExactly(new Sample("#2", "severe", "#2"), new Sample("#1", "mild", "#1"));
    }

    @Test
    void aStackWhoseTableDoesNotFitIsAnError() throws IOException {
        write("eyes.tif", "2");
        ImageSetOptions stack = ImageSetOptions.of(folder.resolve("eyes.tif"), 8, 1);
        assertFault(() -> open(stack), "has no label table", "eyes.csv");
        write("eyes.csv", "class\nmild\n");
        assertFault(() -> open(stack), "has 1 rows, but the stack", "has 2 frames");
        write("eyes.csv", "slice,class\n1,mild\n1,mild\n");
        assertFault(
                () -> open(stack), "Row 3", "names frame 1: every frame 1 to 2 must be named once");
    }

    @Test
    void aSetThatDoesNotFitIntoMemoryIsRefusedAtOnce() throws IOException {
        image(IntStream.range(0, 100).mapToObj(i -> "x/" + i + ".png").toArray(String[]::new));
        assertFault(
                () -> open(ImageSetOptions.of(folder, 4096, 3)),
                "100 images of 3 x 4096 x 4096 take 20.1 GB");
    }

    @Test
    void optionsAreChecked() {
        assertFault(() -> ImageSetOptions.of(folder, 3, 1), "4 to 4096 pixels, but is 3");
        assertFault(() -> ImageSetOptions.of(folder, 64, 2), "1 (grey) or 3 (RGB), but is 2");
    }

    @Test
    void readingCanBeCanceled() throws IOException {
        image("x/a.png");
        Progress canceled =
                new Progress() {
                    @Override
                    public void report(String phase, long done, long total) {}

                    @Override
                    public boolean isCanceled() {
                        return true;
                    }
                };
        assertThatThrownBy(() -> ImageSets.open(options(), READER, canceled))
                .isInstanceOf(CanceledException.class);
    }

    private ImageSetOptions options() {
        return ImageSetOptions.of(folder, 8, 1);
    }

    private ImageSet open() {
        return open(options());
    }

    private ImageSet open(ImageSetOptions options) {
        notes.clear();
        return ImageSets.open(options, READER, progress);
    }

    private void image(String... names) throws IOException {
        for (String name : names) write(name, "1");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static List<Sample> samples(ImageSet set) {
        return IntStream.range(0, set.size()).mapToObj(set::sample).toList();
    }

    private static void assertFault(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(UserException.class).hasMessageContainingAll(parts);
    }
}
