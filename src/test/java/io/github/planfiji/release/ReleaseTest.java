package io.github.planfiji.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.io.Opener;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.ImageSetOptions;
import io.github.planfiji.dataset.ImageSets;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.engine.Evaluation;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.ij.ImageJReader;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.measure.NearestNeighbours;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import io.github.planfiji.session.Plan;
import io.github.planfiji.testing.TinyModel;
import io.github.planfiji.walk.LossOptions;
import io.github.planfiji.walk.WalkOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a private set to a released folder, on a tiny model. */
class ReleaseTest {

    private static final KSameOptions KSAME = KSameOptions.of(2);
    private static final ReleaseOptions OPTIONS =
            ReleaseOptions.defaults()
                    .withPerClass(5)
                    .withWalk(WalkOptions.of(6).withLoss(LossOptions.published()).withIterations(2))
                    .withMargin(0.05, 1)
                    .withBatch(2)
                    .withLatents(true);

    @TempDir static Path folder;
    private static Path bundle;
    private static ImageSet set;
    private static Plan plan;

    /** One run that most tests look at. */
    private static Path whole;

    private static Stopping undisturbed;
    private static ReleaseResult result;

    @BeforeAll
    static void open() throws IOException {
        bundle = Files.createDirectory(folder.resolve("model"));
        try (Torch torch = Torch.open("cpu");
                Model model = Model.open(torch, TinyModel.write(torch, bundle))) {
            set = TinyModel.images(model);
        }
        plan = Plan.open(bundle, "cpu");
        whole = folder.resolve("undisturbed");
        undisturbed = new Stopping(Integer.MAX_VALUE);
        result = release(whole, OPTIONS, undisturbed);
    }

    @AfterAll
    static void close() {
        plan.close();
    }

    @Test
    void theReleaseHoldsImagesClassesAndADatasheet() throws IOException {
        assertThat(files(whole).keySet())
                .filteredOn(name -> !name.endsWith(".png"))
                .containsExactly("datasheet.md", "healthy.tif", "ill.tif", "labels.csv");
        assertThat(Files.readAllLines(whole.resolve("labels.csv")))
                .hasSize(1 + result.released())
                .startsWith("file,class", "healthy/00001.png,healthy");
        assertThat(files(beside(whole)).keySet())
                .containsExactly(
                        ".lock",
                        "certificate.json",
                        "images.csv",
                        "latents.csv",
                        "membership.csv",
                        "result.json",
                        "run.json");
        assertThat(Files.readString(whole.resolve("datasheet.md")))
                .contains(
                        "k = 2",
                        "not k-anonymous",
                        "random pairs",
                        "| ill | %d | 5 | 3 |".formatted(result.classes().get(1).released()));
        ImageSet read =
                ImageSets.open(
                        ImageSetOptions.of(whole, TinyModel.RESOLUTION, 3),
                        new ImageJReader(),
                        Progress.SILENT);
        assertThat(read.size()).isEqualTo(result.released());
        assertThat(read.classes()).isEqualTo(TinyModel.CLASSES);
    }

    @Test
    void nothingInTheReleaseTellsOfPatientsOrPaths() throws IOException {
        for (Map.Entry<String, byte[]> file : files(whole).entrySet()) {
            String text = new String(file.getValue(), StandardCharsets.ISO_8859_1);
            assertThat(text)
                    .as(file.getKey())
                    .doesNotContain("patient0", "patient1", "image1", "ImageJ", "Java")
                    .doesNotContain(folder.toString(), System.getProperty("user.name") + "/");
            if (file.getKey().endsWith(".png"))
                assertThat(chunks(file.getValue())).containsOnly("IHDR", "IDAT", "IEND");
            if (file.getKey().endsWith(".tif"))
                // sizes, bits, compression, colour, strips, resolution: no text, date or tool
                assertThat(tiffTags(file.getValue()))
                        .isSubsetOf(
                                254, 256, 257, 258, 259, 262, 273, 277, 278, 279, 282, 283, 284,
                                296, 339);
        }
    }

    @Test
    void theStackHoldsTheSameImages() throws IOException {
        ImagePlus stack = new Opener().openTiff(whole.toString(), "healthy.tif");
        assertThat(stack.getStackSize()).isEqualTo(result.classes().get(0).released());
        List<Picture> pages = new ImageJReader().read(whole.resolve("healthy.tif"));
        for (int i = 0; i < pages.size(); i++)
            assertThat(pages.get(i).chw())
                    .containsExactly(
                            new ImageJReader()
                                    .read(whole.resolve("healthy/%05d.png".formatted(i + 1)))
                                    .get(0)
                                    .chw(),
                            within(1e-6f));
    }

    /** Measured again from the files alone, tau included. */
    @Test
    void noReleasedImageIsInsideTheMargin() throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (String name : files(whole).keySet())
            if (name.endsWith(".png"))
                pictures.addAll(new ImageJReader().read(whole.resolve(name)));
        assertThat(pictures).hasSize(result.released());
        try (Torch torch = Torch.open("cpu");
                Model model = Model.open(torch, bundle)) {
            float[][] reals = Evaluation.features(torch, model.perceptual(), set, Progress.SILENT);
            float[][] released =
                    Evaluation.features(torch, model.perceptual(), pictures, Progress.SILENT);
            double tau = result.margin().threshold();
            assertThat(tau).isBetween(distance(reals, 1) - 1e-6, distance(reals, 2) + 1e-6);
            for (double distance :
                    NearestNeighbours.between(released, reals, 1).squaredDistances(0))
                assertThat(distance).isGreaterThan(tau);
        }
        // and the margin had something to do
        assertThat(result.rewalked()).isPositive();
        assertThat(result.rejected()).isPositive();
    }

    @Test
    void anEndPointBesideARealImageIsFound() throws IOException {
        SplittableRandom random = new Seed(1).stream("noise");
        List<Sample> samples = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            float[] noise = new float[3 * 32 * 32];
            for (int j = 0; j < noise.length; j++) noise[j] = random.nextFloat() * 2 - 1;
            samples.add(new Sample("noise" + i, "ill", "patient" + i));
            pictures.add(new Picture(3, 32, 32, noise));
        }
        Path far = folder.resolve("far off");
        assertThat(release(far, new ImageSet(samples, pictures)).pointsInside()).isZero();
        KSamePoint point = plan.anonymize(KSAME, Progress.SILENT).points().get(0);
        samples.add(new Sample("planted.png", point.condition(), "somebody"));
        pictures.add(plan.synthesize(new float[][] {point.code()}).get(0));
        ReleaseResult planted = release(folder.resolve("planted"), new ImageSet(samples, pictures));
        assertThat(planted.pointsInside()).isEqualTo(1);
        assertThat(planted.distances().minimum()).isGreaterThan(planted.margin().threshold());
    }

    private static ReleaseResult release(Path out, ImageSet reals) throws IOException {
        return plan.release(reals, KSAME, OPTIONS, out, Progress.SILENT);
    }

    @Test
    void aRunStoppedAnywhereEndsWithTheSameBytes() throws IOException {
        Path out = folder.resolve("disturbed");
        int stops = 0;
        // each try gets a little farther; the first ones stop before the first batch is done
        for (int budget = 1; ; budget += 6) {
            try {
                release(out, OPTIONS, new Stopping(budget));
                break;
            } catch (CanceledException e) {
                stops++;
                assertThat(out).doesNotExist();
                Files.writeString(beside(out).resolve(".images.csv.1-1.part"), "half a fi");
            }
        }
        assertThat(stops).isGreaterThan(3);
        assertThat(undisturbed.steps).isGreaterThan(20);
        assertSame(whole, out);
        // killed between the last move and the last deletion
        Files.createDirectories(beside(out).resolve("state"));
        release(out, OPTIONS, new Stopping(0));
        assertSame(whole, out);
        // killed just before the last move
        Path gone = folder.resolve("gone");
        Files.move(out, gone);
        release(out, OPTIONS, Progress.SILENT);
        assertSame(whole, out);
    }

    @Test
    void invertedImagesAreInvertedOnce() throws IOException {
        Path out = folder.resolve("inverted");
        InversionOptions inversion = InversionOptions.of(1);
        List<String> phases = new ArrayList<>();
        Progress first =
                (phase, done, total) -> {
                    phases.add(phase);
                    if (phase.equals("Synthesizing")) throw new CanceledException();
                };
        assertThatThrownBy(() -> plan.release(set, inversion, KSAME, OPTIONS, out, first))
                .isInstanceOf(CanceledException.class);
        assertThat(phases).contains("Inverting images");
        phases.clear();
        plan.release(
                set, inversion, KSAME, OPTIONS, out, (phase, done, total) -> phases.add(phase));
        assertThat(phases).contains("Synthesizing").doesNotContain("Inverting images");
    }

    @Test
    void foldersOfOthersAreRefused() throws IOException {
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.writeString(full.resolve("notes.txt"), "mine");
        assertRefused(full, OPTIONS, "is not empty, and is not this run's");
        Path kept = Files.createDirectories(folder.resolve("other-private"));
        Files.writeString(kept.resolve("notes.txt"), "mine");
        assertRefused(folder.resolve("other"), OPTIONS, "is not empty, and is not this run's");
        assertRefused(
                whole,
                OPTIONS.withSeed(9),
                "is of another run (it differs in: seed, option.release");
        assertThat(full.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void impossibleReleasesAreRefused() {
        Path out = folder.resolve("impossible");
        assertThatThrownBy(
                        () -> plan.release(set, KSameOptions.of(6), OPTIONS, out, Progress.SILENT))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has 1 k-same point, but a walk needs two");
        assertThatThrownBy(() -> OPTIONS.withMargin(1, 1)).isInstanceOf(UserException.class);
        assertThatThrownBy(() -> OPTIONS.withPerClass(-1)).isInstanceOf(UserException.class);
    }

    @Test
    void withoutMarginAsManyAsTheRealOnesComeStraight() throws IOException {
        Path out = folder.resolve("straight");
        ReleaseResult result =
                release(
                        out,
                        OPTIONS.withMargin(0, 0).withCourse(Course.STRAIGHT).withPerClass(0),
                        Progress.SILENT);
        assertThat(result.released()).isEqualTo(TinyModel.IMAGES);
        assertThat(result.rejected() + result.rewalked()).isZero();
        assertThat(Files.readString(out.resolve("datasheet.md")))
                .contains("No margin was kept", "straight lines");
    }

    @Test
    void thePointsAloneAreReleasedOnce() throws IOException {
        Path out = folder.resolve("points");
        ReleaseResult points =
                release(out, OPTIONS.withMargin(0, 0).withCourse(Course.POINTS), Progress.SILENT);
        assertThat(points.released())
                .isEqualTo(plan.anonymize(KSAME, Progress.SILENT).points().size());
        assertThat(Files.readString(out.resolve("datasheet.md")))
                .contains(
                        "| ill | 3 | 5 | 3 |",
                        "nothing was walked",
                        "promised no more than the point")
                .doesNotContain("not k-anonymous");
    }

    @Test
    void imagesToCalibrateWithAreOfOtherPatients() {
        assertThatThrownBy(() -> new ReleaseSources(null, set, Optional.of(set)))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("The unseen images and the real images share patients");
    }

    @Test
    void foldersOfClassesArePlainAndDistinct() {
        assertThat(
                        ReleasedFiles.folders(
                                List.of("no/yes", "no yes", "..", "Grade 2", "grade 2", "ödem")))
                .containsExactly("no_yes", "no_yes_2", "class", "Grade_2", "grade_2_2", "ödem");
    }

    private static ReleaseResult release(Path out, ReleaseOptions options, Progress progress)
            throws IOException {
        return plan.release(set, KSAME, options, out, progress);
    }

    private static void assertRefused(Path out, ReleaseOptions options, String message) {
        assertThatThrownBy(() -> release(out, options, Progress.SILENT))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message);
    }

    /** Cancels after so many steps. */
    private static final class Stopping implements Progress {

        private final int budget;
        private final List<String> phases = new ArrayList<>();
        private int steps;

        Stopping(int budget) {
            this.budget = budget;
        }

        @Override
        public void report(String phase, long done, long total) {
            assertThat(done).isBetween(0L, total);
            phases.add(phase);
        }

        @Override
        public boolean isCanceled() {
            return ++steps > budget;
        }
    }

    private static Path beside(Path out) {
        return out.resolveSibling(out.getFileName() + "-private");
    }

    private static void assertSame(Path expected, Path found) throws IOException {
        for (int i = 0; i < 2; i++) {
            Map<String, byte[]> one = files(i == 0 ? expected : beside(expected));
            Map<String, byte[]> two = files(i == 0 ? found : beside(found));
            assertThat(two.keySet()).isEqualTo(one.keySet());
            one.forEach((name, bytes) -> assertThat(two.get(name)).as(name).isEqualTo(bytes));
        }
    }

    private static Map<String, byte[]> files(Path root) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList())
                files.put(
                        root.relativize(file).toString().replace('\\', '/'),
                        Files.readAllBytes(file));
        }
        return files;
    }

    /** The distances to the nearest image of another patient, by rank from 0. */
    private static double distance(float[][] reals, int rank) {
        List<Double> distances = new ArrayList<>();
        for (int i = 0; i < reals.length; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < reals.length; j++) {
                if (set.patientOf(i) == set.patientOf(j)) continue;
                double sum = 0;
                for (int f = 0; f < reals[i].length; f++)
                    sum += Math.pow((double) reals[i][f] - reals[j][f], 2);
                least = Math.min(least, sum);
            }
            distances.add(least);
        }
        return distances.stream().sorted().toList().get(rank);
    }

    private static List<String> chunks(byte[] png) {
        ByteBuffer buffer = ByteBuffer.wrap(png).position(8);
        List<String> names = new ArrayList<>();
        while (buffer.hasRemaining()) {
            int length = buffer.getInt();
            byte[] name = new byte[4];
            buffer.get(name);
            names.add(new String(name, StandardCharsets.US_ASCII));
            buffer.position(buffer.position() + length + 4);
        }
        return names;
    }

    private static List<Integer> tiffTags(byte[] tiff) {
        ByteBuffer buffer = ByteBuffer.wrap(tiff);
        if (buffer.get(0) == 'I') buffer.order(java.nio.ByteOrder.LITTLE_ENDIAN);
        List<Integer> tags = new ArrayList<>();
        for (int at = buffer.getInt(4); at != 0; ) {
            int count = buffer.getShort(at);
            for (int i = 0; i < count; i++) tags.add((int) buffer.getShort(at + 2 + 12 * i));
            at = buffer.getInt(at + 2 + 12 * count);
        }
        return tags;
    }
}
