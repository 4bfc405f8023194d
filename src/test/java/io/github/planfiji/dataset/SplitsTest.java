package io.github.planfiji.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitsTest {

    private static final Seed SEED = new Seed(7);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void partsShareNoPatientAndHoldEveryImage(long seed) {
        ImageSet set = set(patients("a", 11, 3), patients("b", 5, 2), patients("c", 2, 4));
        Split split = Splits.byPatient(set, SplitFractions.DEFAULT, new Seed(seed));
        Set<String> all = new TreeSet<>(patientsOf(split.train()));
        all.addAll(patientsOf(split.validation()));
        all.addAll(patientsOf(split.test()));
        assertThat(
                        patientsOf(split.train()).size()
                                + patientsOf(split.validation()).size()
                                + patientsOf(split.test()).size())
                .isEqualTo(all.size())
                .isEqualTo(18);
        assertThat(split.train().size() + split.validation().size() + split.test().size())
                .isEqualTo(set.size());
    }

    @Test
    void everyClassIsDividedByTheFractions() {
        ImageSet set = set(patients("a", 40, 1), patients("b", 10, 1));
        Split split = Splits.byPatient(set, SplitFractions.DEFAULT, SEED);
        assertThat(counts(split.train())).containsExactly(28, 7);
        assertThat(counts(split.validation())).containsExactly(4, 1);
        assertThat(counts(split.test())).containsExactly(8, 2);
    }

    @Test
    void aClassOfThreePatientsIsInEveryPart() {
        ImageSet set = set(patients("a", 30, 1), patients("b", 3, 1));
        Split split = Splits.byPatient(set, SplitFractions.DEFAULT, SEED);
        for (ImageSet part : List.of(split.train(), split.validation(), split.test()))
            assertThat(counts(part)[1]).isEqualTo(1);
    }

    @Test
    void classesOfOnePatientAreDividedTogether() {
        List<List<Sample>> people = new ArrayList<>();
        for (int i = 0; i < 10; i++) people.add(patients("person" + i, 1, 2));
        Split split = Splits.byPatient(set(people), SplitFractions.DEFAULT, SEED);
        assertThat(split.train().size()).isEqualTo(14);
        assertThat(split.validation().size()).isEqualTo(2);
        assertThat(split.test().size()).isEqualTo(4);
    }

    @Test
    void aPatientOfSeveralClassesStaysWhole() {
        List<Sample> mixed = new ArrayList<>();
        for (int p = 0; p < 6; p++)
            for (int i = 0; i < 3; i++)
                mixed.add(new Sample(p + "-" + i, i == p % 3 ? "rare" : "common", "p" + p));
        Split split = Splits.byPatient(set(mixed), SplitFractions.DEFAULT, SEED);
        for (ImageSet part : List.of(split.train(), split.validation(), split.test()))
            assertThat(part.size()).isEqualTo(3 * patientsOf(part).size());
    }

    @Test
    void theOrderOfTheImagesDoesNotMatterButTheSeedDoes() {
        List<Sample> samples = patients("a", 30, 2);
        List<Sample> shuffled = new ArrayList<>(samples);
        Collections.shuffle(shuffled, new Random(1));
        Set<String> test =
                patientsOf(Splits.byPatient(set(samples), SplitFractions.DEFAULT, SEED).test());
        assertThat(patientsOf(Splits.byPatient(set(shuffled), SplitFractions.DEFAULT, SEED).test()))
                .isEqualTo(test);
        assertThat(
                        patientsOf(
                                Splits.byPatient(set(samples), SplitFractions.DEFAULT, new Seed(8))
                                        .test()))
                .isNotEqualTo(test);
    }

    @Test
    void partsKeepTheNumberingOfTheWhole() {
        ImageSet set = set(patients("a", 5, 1), patients("b", 5, 1));
        Split split = Splits.byPatient(set, SplitFractions.DEFAULT, SEED);
        assertThat(split.validation().classes()).isEqualTo(set.classes());
        assertThat(split.validation().patients()).isEqualTo(set.patients());
    }

    @Test
    void extremeFractionsLeaveEveryPartAPatient() {
        Split split =
                Splits.byPatient(
                        set(patients("a", 4, 1)), new SplitFractions(0.01, 0.495, 0.495), SEED);
        assertThat(split.train().size()).isPositive();
        assertThat(split.validation().size()).isPositive();
        assertThat(split.test().size()).isPositive();
    }

    @Test
    void tooFewPatientsAreAnError() {
        assertThatThrownBy(
                        () ->
                                Splits.byPatient(
                                        set(patients("a", 2, 9)), SplitFractions.DEFAULT, SEED))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("The 2 patients of the set are too few");
    }

    @Test
    void fractionsMustSumToOne() {
        assertThatThrownBy(() -> new SplitFractions(0.7, 0.2, 0.2))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("sum to 1, but are 0.7, 0.2 and 0.2");
    }

    @Test
    void unseenImagesAreOneOfEveryPatientWhoHasTwo() {
        ImageSet set = set(patients("a", 4, 3), patients("b", 2, 1));
        HeldOut held = Splits.unseenImages(set, 0, SEED);
        assertThat(held.unseen().size()).isEqualTo(4);
        assertThat(patientsOf(held.unseen())).hasSize(4);
        assertThat(patientsOf(held.known())).hasSize(6);
        assertThat(names(held.known())).doesNotContainAnyElementsOf(names(held.unseen()));
        assertThat(held.known().size()).isEqualTo(set.size() - 4);
    }

    @Test
    void aFractionOfImagesIsUnseenButNeverAll() {
        ImageSet set = set(patients("a", 3, 4), patients("b", 1, 2));
        assertThat(Splits.unseenImages(set, 0.5, SEED).unseen().size()).isEqualTo(3 * 2 + 1);
        assertThat(Splits.unseenImages(set, 0.99, SEED).known().size()).isEqualTo(4);
    }

    @Test
    void unseenImagesNeedAPatientWithTwo() {
        assertThatThrownBy(() -> Splits.unseenImages(set(patients("a", 3, 1)), 0, SEED))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("None of the 3 patients has two images");
    }

    private static List<Sample> patients(String condition, int count, int imagesEach) {
        List<Sample> samples = new ArrayList<>();
        for (int p = 0; p < count; p++)
            for (int i = 0; i < imagesEach; i++)
                samples.add(
                        new Sample(
                                "%s/%02d-%d".formatted(condition, p, i),
                                condition,
                                "%s%02d".formatted(condition, p)));
        return samples;
    }

    @SafeVarargs
    private static ImageSet set(List<Sample>... groups) {
        return set(List.of(groups));
    }

    private static ImageSet set(Iterable<List<Sample>> groups) {
        List<Sample> samples = new ArrayList<>();
        groups.forEach(samples::addAll);
        Picture black = new Picture(1, 1, 1, new float[] {-1});
        return new ImageSet(samples, Collections.nCopies(samples.size(), black));
    }

    private static Set<String> patientsOf(ImageSet set) {
        Set<String> patients = new TreeSet<>();
        for (int i = 0; i < set.size(); i++) patients.add(set.sample(i).patient());
        return patients;
    }

    private static List<String> names(ImageSet set) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) names.add(set.sample(i).name());
        return names;
    }

    private static int[] counts(ImageSet set) {
        int[] counts = new int[set.classes().size()];
        for (int i = 0; i < set.size(); i++) counts[set.classOf(i)]++;
        return counts;
    }
}
