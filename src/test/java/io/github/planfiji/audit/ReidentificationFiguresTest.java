package io.github.planfiji.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.audit.report.Check;
import io.github.planfiji.audit.report.Check.Outcome;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Re-identification where it is known whom the released images are of. */
class ReidentificationFiguresTest {

    private static final AuditSets INNOCENT = AuditCases.innocent();

    @Test
    void plantedCopiesAreTakenForTheirPatients() {
        List<Picture> half = new ArrayList<>(AuditCases.pictures(INNOCENT.released()));
        for (int i = 0; i < 100; i++) half.set(i, INNOCENT.training().picture(i));
        ReidentificationFigures figures = figures(AuditCases.sets(half));
        assertThat(figures.patients()).isEqualTo(60);
        assertThat(figures.named().orElseThrow().share()).isGreaterThan(0.9);
        // the copies, and of the others as many as false alarms are allowed
        assertThat(figures.released().share()).isCloseTo(0.525, within(0.05));
        assertThat(figures.isHarmless()).isFalse();
    }

    @Test
    void imagesOfNobodyAreTakenForPatientsNoMoreThanOtherPeopleAre() {
        ReidentificationFigures figures = figures(INNOCENT);
        assertThat(figures.isUsable()).isTrue();
        assertThat(figures.isHarmless()).isTrue();
        assertThat(figures.released().share())
                .isCloseTo(ReidentificationFigures.FALSE_ALARMS, within(0.06));
    }

    @Test
    void imagesOfAnotherWorldAreTakenForNobody() {
        ImageSet far = AuditCases.population("far", 40, 14, 3);
        ReidentificationFigures figures = figures(AuditCases.sets(AuditCases.pictures(far)));
        assertThat(figures.released().hits()).isZero();
        assertThat(figures.isHarmless()).isTrue();
    }

    @Test
    void aMatcherThatKnowsNobodyProvesNothing() {
        FeatureSpace blind =
                new FeatureSpace(
                        "nothing",
                        new float[INNOCENT.released().size()][1],
                        new float[INNOCENT.training().size()][1],
                        new float[INNOCENT.heldOut().size()][1]);
        Check check = ReidentificationSection.of(List.of(figures(blind, INNOCENT))).checks().get(0);
        assertThat(check.outcome()).isEqualTo(Outcome.NOT_TESTED);
        assertThat(check.sentence()).startsWith("No matcher knows the real patients");
    }

    @Test
    void patientsOfOneImageAreAttackedTooButTheMatcherIsOfUnknownWorth() {
        int[] first = IntStream.range(0, 60).map(p -> 3 * p).toArray();
        ImageSet training = INNOCENT.training().subset(first);
        AuditSets sets =
                new AuditSets(
                        AuditCases.released(AuditCases.pictures(training)),
                        training,
                        INNOCENT.heldOut());
        ReidentificationFigures figures = figures(sets);
        assertThat(figures.named()).isEmpty();
        assertThat(figures.released().share()).isEqualTo(1);
        assertThat(ReidentificationSection.of(List.of(figures)).checks().get(0).outcome())
                .isEqualTo(Outcome.FAILED);
    }

    private static ReidentificationFigures figures(AuditSets sets) {
        return figures(FeatureSpaces.pixels(sets), sets);
    }

    private static ReidentificationFigures figures(FeatureSpace space, AuditSets sets) {
        return ReidentificationFigures.of(
                space, sets, PatientProbes.of(sets.training(), AuditCases.OPTIONS));
    }
}
