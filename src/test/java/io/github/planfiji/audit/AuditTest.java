package io.github.planfiji.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.audit.report.Check;
import io.github.planfiji.audit.report.Check.Outcome;
import io.github.planfiji.audit.report.Measured;
import io.github.planfiji.audit.report.ReportFiles;
import io.github.planfiji.audit.report.Section;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.run.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole audits of sets of which the answer is known. */
class AuditTest {

    private static final int PLANTED = 17;

    private static AuditResult innocent;
    private static AuditResult planted;
    private static AuditResult copied;
    private static AuditResult apart;

    @BeforeAll
    static void run() {
        AuditSets sets = AuditCases.innocent();
        innocent = AuditCases.audit(AuditInput.of(sets));
        List<Picture> withCopy = new ArrayList<>(AuditCases.pictures(sets.released()));
        withCopy.set(PLANTED, sets.training().picture(40));
        planted = AuditCases.audit(AuditInput.of(AuditCases.sets(withCopy)));
        copied =
                AuditCases.audit(
                        AuditInput.of(AuditCases.sets(AuditCases.pictures(sets.training()))));
        apart =
                AuditCases.audit(
                        AuditInput.of(
                                AuditCases.sets(
                                        AuditCases.pictures(
                                                AuditCases.population("far", 40, 14, 3)))));
    }

    @Test
    void newPatientsShowNoSignOfCopying() {
        assertThat(innocent.strongest().isHarmless()).isTrue();
        assertThat(innocent.nearest().get(0).share().isWithinChance()).isTrue();
        assertThat(innocent.copies().identical()).isZero();
        // as many as the quantile says
        assertThat(innocent.copies().tooNear().size() / 200.0).isEqualTo(0.05, within(0.05));
        assertThat(innocent.fidelity().kernel().value())
                .isEqualTo(0, within(4 * innocent.fidelity().kernel().standardError()));
        assertThat(innocent.fidelity().precision().value())
                .isEqualTo(innocent.fidelity().heldOut().precision(), within(0.15));
    }

    @Test
    void aPlantedCopyIsNamedAsReleasedImageAndNeverAsPatient() throws Exception {
        assertThat(planted.copies().identical()).isEqualTo(1);
        assertThat(planted.copies().tooNear().get(0).file()).isEqualTo("class/0017.png");
        assertThat(planted.copies().tooNear().get(0).distance()).isZero();
        assertThat(planted.report().passed()).isFalse();
        Path folder = save(planted, "planted");
        for (String file :
                List.of("report/audit.html", "report/audit.json", "private/audit-PRIVATE.html"))
            assertThat(Files.readString(folder.resolve(file)))
                    .as(file)
                    .contains("class/0017.png")
                    .doesNotContain("member13", "member-id", "other-id");
    }

    @Test
    void theTrainingSetItselfFailsEveryCheck() {
        assertThat(copied.nearest().get(0).distances().mean()).isZero();
        assertThat(copied.nearest().get(0).share().value()).isEqualTo(1);
        assertThat(copied.nearest().get(0).authenticity().share()).isZero();
        assertThat(copied.nearest().get(0).identifiable()).containsOnly(true);
        assertThat(copied.copies().identical()).isEqualTo(180);
        assertThat(copied.strongest().attack().auc().value()).isGreaterThan(0.95);
        assertThat(copied.fidelity().frechet().value()).isEqualTo(0, within(1e-4));
        assertThat(copied.report().checks())
                .filteredOn(check -> check.outcome() != Outcome.NOT_TESTED)
                .extracting(Check::outcome)
                .containsOnly(Outcome.FAILED);
        assertThat(copied.report().verdict())
                .isEqualTo("Do not release this set as it is: 5 of 5 checks failed.");
    }

    @Test
    void imagesOfAnotherWorldPassButAreNoGood() {
        assertThat(apart.report().verdict())
                .isEqualTo("No sign of copied patients: 5 of 5 checks passed.");
        assertThat(apart.copies().tooNear()).isEmpty();
        assertThat(apart.nearest().get(0).authenticity().share()).isEqualTo(1);
        assertThat(apart.fidelity().precision().value()).isZero();
        assertThat(apart.fidelity().coverage().value()).isZero();
        assertThat(apart.fidelity().kernel().value())
                .isGreaterThan(20 * apart.fidelity().heldOutKernel().standardError());
    }

    @Test
    void realImagesAreInThePrivatePageOnly() throws Exception {
        Path folder = save(innocent, "pages");
        String shared = Files.readString(folder.resolve("report/audit.html"));
        String kept = Files.readString(folder.resolve("private/audit-PRIVATE.html"));
        assertThat(count(shared, "<img")).isEqualTo(12);
        assertThat(count(kept, "<img")).isEqualTo(12 + 2 * 12);
        // copies are real images too
        String copies = Files.readString(save(copied, "copies").resolve("report/audit.html"));
        assertThat(count(copies, "<img")).isZero();
        assertThat(shared).doesNotContain("PRIVATE", "class=\"confidential\"");
        assertThat(kept).contains("PRIVATE. This page shows images of patients");
    }

    @Test
    void everyFigureNamesItsSpaceAndItsIdeal() {
        innocent.report().sections().stream()
                .flatMap(section -> section.rows().stream())
                .forEach(
                        row -> {
                            assertThat(row.space()).as(row.measure()).isNotBlank();
                            assertThat(row.ideal()).as(row.measure()).isNotBlank();
                            assertThat(row.spread().isEmpty())
                                    .as(row.measure())
                                    .isEqualTo(Double.isNaN(row.low()));
                        });
    }

    @Test
    void whatIsGivenIsTestedAndTheRestIsSaid() {
        assertThat(innocent.report().notTested())
                .anyMatch(line -> line.startsWith("Re-identification by a network"))
                .anyMatch(line -> line.startsWith("Attacks on a classifier"));
        assertThat(innocent.report().sections())
                .filteredOn(s -> s.title().equals(AuditInput.REIDENTIFICATION))
                .singleElement()
                .satisfies(s -> assertThat(s.rows()).hasSize(2));
        AuditSets sets = AuditCases.innocent();
        AttackScores members =
                new AttackScores(new double[sets.training().size()], sets.trainingPatients());
        AttackScores others =
                new AttackScores(new double[sets.heldOut().size()], sets.heldOutPatients());
        AuditInput input =
                AuditInput.of(sets)
                        .withAttack(
                                MembershipAttack.of(
                                        "Classifier loss",
                                        "a classifier",
                                        members,
                                        others,
                                        AuditCases.OPTIONS))
                        .withSection(
                                new Section(
                                        AuditInput.REIDENTIFICATION,
                                        "A matcher.",
                                        List.of(Check.of("Who is it?", false, "All of them.")),
                                        List.of(),
                                        List.of()))
                        .withWalk(new WalkCurve("plan", "a space", new double[] {1, 0.5, 2}))
                        .withDistance(new PairDistance("first pixel", AuditTest::firstPixel))
                        .withRemark("A remark.");
        AuditResult result = AuditCases.audit(input);
        assertThat(result.report().notTested())
                .contains("A remark.")
                .noneMatch(line -> line.startsWith("Re-identification"))
                .noneMatch(line -> line.startsWith("Attacks on a classifier"));
        assertThat(result.attacks()).hasSize(4);
        assertThat(result.pairs()).singleElement().satisfies(AuditTest::isNearestFirstPixel);
        assertThat(mmlSpace(result)).isEqualTo("first pixel");
        assertThat(mmlSpace(innocent)).isEqualTo("pixels, averaged to 16 x 16");
        assertThat(result.report().checks()).extracting(Check::name).contains("Who is it?");
        assertThat(result.report().passed()).isFalse();
        assertThat(result.report().sections())
                .filteredOn(section -> section.title().equals("Along the walks"))
                .singleElement()
                .satisfies(
                        section ->
                                assertThat(section.rows())
                                        .anyMatch(
                                                row ->
                                                        row.measure()
                                                                        .equals(
                                                                                "PLAN, lowest point of all")
                                                                && row.value() == 0.5));
    }

    @Test
    void oneSeedGivesOneReport() throws Exception {
        AuditResult again = AuditCases.audit(AuditInput.of(AuditCases.innocent()));
        Path first = save(innocent, "first");
        Path second = save(again, "second");
        for (String file : List.of("report/audit.html", "report/audit.json", "report/audit.csv"))
            assertThat(second.resolve(file)).hasSameTextualContentAs(first.resolve(file));
    }

    @Test
    void patientsOnBothSidesAreRefusedWithoutTheirNames() {
        ImageSet training = AuditCases.population("member", 10, 1);
        ImageSet heldOut = AuditCases.population("member", 4, 2);
        assertThatThrownBy(() -> new AuditSets(training, training, heldOut))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "4 patients are among the training images and among the held-out ones: give held-out images of other patients.");
    }

    @Test
    void setsThatAreTooSmallAreRefused() {
        ImageSet training = AuditCases.population("member", 10, 1);
        ImageSet heldOut = AuditCases.population("other", 3, 2);
        assertThatThrownBy(() -> new AuditSets(training.subset(0, 1), training, heldOut))
                .hasMessageContaining("There are 2 released images")
                .hasMessageContaining("at least 20");
        assertThatThrownBy(() -> new AuditSets(training, training, heldOut))
                .hasMessageContaining("held-out images are of 3 patients");
    }

    /** What the one figure that is called mmL was measured with. */
    private static String mmlSpace(AuditResult result) {
        List<Measured> rows =
                result.report().sections().stream()
                        .flatMap(section -> section.rows().stream())
                        .filter(row -> row.measure().startsWith("mmL"))
                        .toList();
        assertThat(rows).hasSize(1);
        return rows.get(0).space();
    }

    private static void isNearestFirstPixel(PairFigures figures) {
        AuditSets sets = AuditCases.innocent();
        double nearest = Double.POSITIVE_INFINITY;
        for (Picture real : AuditCases.pictures(sets.training()))
            nearest =
                    Math.min(
                            nearest, Math.abs(real.chw()[0] - sets.released().picture(0).chw()[0]));
        assertThat(figures.released()).hasSize(200);
        assertThat(figures.released()[0]).isEqualTo(nearest);
        assertThat(figures.heldOut()).hasSize(90);
    }

    private static float[] firstPixel(Picture one, List<Picture> others) {
        float[] distances = new float[others.size()];
        for (int i = 0; i < distances.length; i++)
            distances[i] = Math.abs(others.get(i).chw()[0] - one.chw()[0]);
        return distances;
    }

    @TempDir static Path folder;

    private static Path save(AuditResult result, String name) throws Exception {
        Path into = folder.resolve(name);
        ReportFiles.save(result.report(), into);
        return into;
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }
}
