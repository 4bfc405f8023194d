package io.github.planfiji.utility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import io.github.planfiji.utility.UtilityRow.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UtilityStudyTest {

    private static final int SIDE = 16;

    private static final UtilityOptions OPTIONS =
            UtilityOptions.of(SIDE, 1, 5, 3).withShown(List.of(32, 640));

    private static final ImageSet REAL = images("p", 40, 1, true);
    private static final ImageSet NONSENSE = images("n", 30, 2, false);
    private static final ImageSet TEST = images("t", 24, 3, true);

    @TempDir static Path folder;

    private static UtilityResult result;

    @BeforeAll
    static void run() {
        result = study(TEST).run("cpu", folder, Progress.SILENT);
    }

    private static UtilityStudy study(ImageSet test) {
        Map<String, ImageSet> sets = new LinkedHashMap<>();
        sets.put("real", REAL);
        sets.put("nonsense", NONSENSE);
        return new UtilityStudy(sets, test, OPTIONS);
    }

    /** Noise with a bright left or right half; a patient each; classes are the halves or chance. */
    private static ImageSet images(String name, int count, long seed, boolean meant) {
        SplittableRandom random = new Seed(seed).stream("images");
        List<Sample> samples = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean left = i % 2 == 0;
            boolean named = meant ? left : i % 4 < 2;
            samples.add(new Sample("i" + i, named ? "left" : "right", name + i));
            float[] values = new float[SIDE * SIDE];
            for (int p = 0; p < values.length; p++) {
                double bright = p % SIDE < SIDE / 2 == left ? 0.5 : -0.5;
                values[p] = (float) (bright + 0.3 * random.nextGaussian());
            }
            pictures.add(new Picture(1, SIDE, SIDE, values));
        }
        return new ImageSet(samples, pictures);
    }

    @Test
    void meaningfulLabelsAreWorthMoreThanNonsense() {
        assertThat(result.testImages()).isEqualTo(24);
        assertThat(result.classes()).containsExactly("left", "right");
        assertThat(result.runs())
                .extracting(r -> r.set() + r.seed())
                .containsExactly("real5", "real6", "real7", "nonsense5", "nonsense6", "nonsense7");
        List<UtilityRow> rows = result.rows();
        assertThat(rows).extracting(UtilityRow::set).containsExactly("real", "nonsense");
        assertThat(rows).extracting(UtilityRow::images).containsExactly(40, 30);
        assertThat(mean(rows.get(0), "accuracy")).isGreaterThan(0.9);
        assertThat(mean(rows.get(0), "auc")).isGreaterThan(0.95);
        assertThat(mean(rows.get(1), "accuracy")).isBetween(0.2, 0.8);
    }

    private static double mean(UtilityRow row, String measure) {
        return row.measures().get(measure).mean();
    }

    @Test
    void theTestImagesChooseNothingAndOneSeedGivesOneResult(@TempDir Path other) {
        UtilityResult again = study(images("u", 10, 4, false)).run("cpu", other, Progress.SILENT);
        for (int i = 0; i < 6; i++) {
            assertThat(again.runs().get(i).shown()).isEqualTo(result.runs().get(i).shown());
            assertThat(again.runs().get(i).validation())
                    .isEqualTo(result.runs().get(i).validation());
        }
        // same networks: the same members' losses
        assertThat(again.membership().get(4).members().values())
                .isEqualTo(result.membership().get(4).members().values());
    }

    @Test
    void theLengthThatIsBestOnTheValidationPartIsChosen(@TempDir Path other) {
        List<UtilityRun> shorter = nonsense(32, other.resolve("short"));
        List<UtilityRun> longer = nonsense(640, other.resolve("long"));
        for (int i = 0; i < 3; i++) {
            double a = shorter.get(i).validation();
            double b = longer.get(i).validation();
            UtilityRun chosen = result.runs().get(3 + i);
            assertThat(chosen.validation()).isEqualTo(Math.max(a, b));
            assertThat(chosen.shown()).isEqualTo(b > a ? 640 : 32);
        }
    }

    private static List<UtilityRun> nonsense(int shown, Path out) {
        UtilityOptions options = OPTIONS.withShown(List.of(shown));
        return new UtilityStudy(Map.of("nonsense", NONSENSE), TEST, options)
                .run("cpu", out, Progress.SILENT)
                .runs();
    }

    @Test
    void membersAreTheRealImagesThatWereLearnt() {
        MembershipLosses ofReal = result.membership().get(0);
        MembershipLosses ofNonsense = result.membership().get(3);
        // a fifth of the 20 patients of each class chose the length
        assertThat(ofReal.members().values()).hasSize(32);
        assertThat(ofReal.members().patients()).hasSize(32).doesNotHaveDuplicates();
        assertThat(ofNonsense.members().values()).hasSize(40);
        assertThat(ofReal.nonMembers().values()).hasSize(24);
    }

    @Test
    void filesHoldNoSingleImageButThePrivateOne(@TempDir Path out) throws IOException {
        Files.createDirectories(out.resolve("private/checkpoints/1-5"));
        Files.writeString(out.resolve("private/checkpoints/1-5/x"), "");
        UtilityFiles.write(result, out);
        List<String> csv = Files.readAllLines(out.resolve("utility.csv"));
        assertThat(csv.get(0))
                .isEqualTo(
                        "set,images,runs,accuracy,accuracy_sd,balanced_accuracy,balanced_accuracy_sd,auc,auc_sd,macro_f1,macro_f1_sd,quadratic_kappa,quadratic_kappa_sd");
        assertThat(csv).hasSize(3);
        assertThat(csv.get(1)).startsWith("real,40,3,");
        assertThat(Files.readString(out.resolve("utility.json")))
                .contains("\"validation\"", "option.images shown")
                .doesNotContain("loss", "members");
        assertThat(out.resolve("private/checkpoints")).doesNotExist();
        assertThat(Files.readAllLines(out.resolve("private/membership-losses.csv")))
                .hasSize(1 + 3 * (32 + 24) + 3 * (40 + 24))
                .contains("set,seed,member,patient,loss");
    }

    @Test
    void spreadIsThatOfASample() {
        List<UtilityRun> runs = new ArrayList<>();
        for (double accuracy : new double[] {0.5, 0.7, 0.9})
            runs.add(
                    new UtilityRun(
                            "a", 3, 1, 1, 1, new ClassificationMeasures(accuracy, 0, 0, 0, 0)));
        Spread spread = UtilityRow.of(runs).measures().get("accuracy");
        assertThat(spread.mean()).isCloseTo(0.7, within(1e-12));
        assertThat(spread.sd()).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void testImagesThatWereSeenAreRefused() {
        assertRefused(REAL, REAL, "40 test images are in the set \"real\" too");
        assertRefused(
                REAL,
                images("p", 24, 3, true),
                "24 patients have images both in the set \"real\" and among the test images");
        assertRefused(
                REAL,
                TEST.subset(0, 2).renumbered(),
                "The set \"real\" has the classes [left, right], the test images have [left]");
    }

    private static void assertRefused(ImageSet train, ImageSet test, String message) {
        assertThatThrownBy(() -> new UtilityStudy(Map.of("real", train), test, OPTIONS))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message);
    }

    @Test
    void fileNamesAreNoPatients() {
        List<Sample> samples = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String file = "i" + i;
            samples.add(new Sample(file, i % 2 == 0 ? "left" : "right", file));
            pictures.add(TEST.picture(i));
        }
        ImageSet test = new ImageSet(samples, pictures);
        List<Sample> same = samples;
        ImageSet train =
                new ImageSet(same, List.of(0, 1, 2, 3).stream().map(REAL::picture).toList());
        assertThat(new UtilityStudy(Map.of("a", train), test, OPTIONS)).isNotNull();
    }

    @Test
    void foldersAreNamedInOneLine() {
        assertThat(NamedFolders.parse("real=/a b/c; PLAN + margin = /d=e\n"))
                .containsExactly(
                        Map.entry("real", Path.of("/a b/c")),
                        Map.entry("PLAN + margin", Path.of("/d=e")));
        assertThatThrownBy(() -> NamedFolders.parse("/data"))
                .hasMessageStartingWith("\"/data\" names no set: write name=folder");
        assertThatThrownBy(() -> NamedFolders.parse("a=/b;a=/c"))
                .hasMessageStartingWith("The name \"a\" stands twice");
        assertThatThrownBy(() -> NamedFolders.parse(" "))
                .hasMessageStartingWith("There is no training set");
    }

    @Test
    void fewSeedsAreRefused() {
        assertThatThrownBy(() -> UtilityOptions.of(64, 3, 1, 2))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("give at least three different ones");
    }
}
