package io.github.planfiji.ksame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.ksame.KSameOptions.Remainder;
import io.github.planfiji.ksame.KSameOptions.Scope;
import io.github.planfiji.ksame.Membership.Entry;
import io.github.planfiji.ksame.Membership.Fate;
import io.github.planfiji.run.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sound run, broken in one place a test. */
class CertificateCheckerTest {

    private final KSameSources sources =
            RandomSources.ragged(new SplittableRandom(8), 90, 4, 2, 0.1);
    private final KSameResult sound = KSame.run(KSameOptions.of(3), sources, Progress.SILENT);

    @Test
    void findsNoFaultInASoundRun() {
        assertThat(breaches(sound)).isEmpty();
    }

    @Test
    void findsAnImageThatIsMissing() {
        List<Entry> entries = new ArrayList<>(sound.membership().entries());
        entries.remove(4);
        assertThat(breachesOf(entries)).containsExactly("Image 4 is used 0 times, not once.");
    }

    @Test
    void findsAnImageUsedTwice() {
        List<Entry> entries = new ArrayList<>(sound.membership().entries());
        entries.add(entries.get(4));
        assertThat(breachesOf(entries)).containsExactly("Image 4 is used 2 times, not once.");
    }

    @Test
    void findsAnImageThatIsNoSource() {
        List<Entry> entries = new ArrayList<>(sound.membership().entries());
        entries.add(new Entry(90, "x", "x", "grade0", 1, Fate.GROUPED));
        assertThat(breachesOf(entries))
                .containsExactly("The membership names image 90, which is no source.");
    }

    @Test
    void findsAForeignPatient() {
        List<String> found =
                breachesWithEntry(
                        0,
                        e -> new Entry(0, e.name(), "other", e.condition(), e.group(), e.fate()));
        assertThat(found)
                .containsExactly(
                        "Image 0 has another name, patient or class in the membership than in the"
                                + " sources.");
    }

    @Test
    void findsAPatientInTwoGroups() {
        int image = firstOfAPatientWithSeveralImages();
        List<String> found =
                breachesWithEntry(image, e -> inGroup(e, e.group() == 1 ? 2 : e.group() - 1));
        assertThat(found).anyMatch(b -> b.contains("is in one group only"));
    }

    @Test
    void findsAPatientPartlyLeftOut() {
        int image = firstOfAPatientWithSeveralImages();
        List<String> found =
                breachesWithEntry(
                        image,
                        e ->
                                new Entry(
                                        image,
                                        e.name(),
                                        e.patient(),
                                        e.condition(),
                                        0,
                                        Fate.REMAINDER));
        assertThat(found)
                .contains(
                        "It does not hold that image %d is left out with its whole patient."
                                .formatted(image));
    }

    @Test
    void findsAPatientInTheClassOfFewerImages() {
        float[][] codes = {{1}, {3}, {100}, {4}, {40}, {60}};
        List<Sample> samples =
                List.of(
                        new Sample("1", "a", "p"),
                        new Sample("2", "a", "p"),
                        new Sample("3", "b", "p"),
                        new Sample("4", "b", "q"),
                        new Sample("5", "a", "r"),
                        new Sample("6", "a", "s"));
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Sample s = samples.get(i);
            int group = s.condition().equals("b") ? 2 : 1;
            boolean left = i < 2;
            entries.add(
                    new Entry(
                            i,
                            s.name(),
                            s.patient(),
                            s.condition(),
                            left ? 0 : group,
                            left ? Fate.OTHER_CLASS : Fate.GROUPED));
        }
        assertThat(
                        CertificateChecker.check(
                                        sound.certificate(),
                                        sound.points(),
                                        new Membership(entries),
                                        new KSameSources(codes, samples, "none"))
                                .breaches())
                .contains("It does not hold that image 0 is left out for its class.");
    }

    @Test
    void findsAnImageBothInAGroupAndLeftOut() {
        List<String> found =
                breachesWithEntry(
                        0,
                        e -> new Entry(0, e.name(), e.patient(), e.condition(), 1, Fate.REMAINDER));
        assertThat(found).containsExactly("Image 0 is both in a group and left out.");
    }

    @Test
    void findsGroupsThatAreTooSmall() {
        assertThat(breachesWithField("k", 4)).anyMatch(b -> b.contains("at least k = 4 patients"));
    }

    @Test
    void findsGroupsThatAreTooLarge() {
        KSameOptions four = KSameOptions.of(4);
        KSameResult larger = KSame.run(four, sources, Progress.SILENT);
        assertThat(breaches(withField(larger, "k", 2)))
                .anyMatch(b -> b.contains("holds at most 3 patients (it holds"));
        assertThat(breachesWithField("remainder", Remainder.SUPPRESS.name()))
                .anyMatch(b -> b.contains("holds at most 3 patients (it holds"));
    }

    @Test
    void findsGroupsOfSeveralClasses() {
        KSameOptions overAll = KSameOptions.of(3).withScope(Scope.ALL_CLASSES);
        KSameResult result = KSame.run(overAll, sources, Progress.SILENT);
        assertThat(breaches(withField(result, "scope", Scope.WITHIN_CLASSES.name())))
                .contains("It does not hold that group 1 is of its one class.");
    }

    @Test
    void findsTooManyLeftOut() {
        KSameOptions options =
                KSameOptions.of(20).withRemainder(Remainder.SUPPRESS).withScope(Scope.ALL_CLASSES);
        KSameResult result = KSame.run(options, sources, Progress.SILENT);
        assertThat(result.certificate().suppressed().remainderPatients()).isGreaterThan(2);
        assertThat(breaches(withField(result, "k", 3)))
                .anyMatch(b -> b.contains("fewer than k patients of a class are left out"));
    }

    @ParameterizedTest
    @CsvSource({
        "images, all images are counted right",
        "patients, all patients are counted right",
        "points, all points are counted right"
    })
    void findsAWrongCount(String field, String claim) {
        assertThat(breachesWithField(field, 7))
                .containsExactly("It does not hold that " + claim + ".");
    }

    @ParameterizedTest
    @CsvSource({
        "suppressed, remainderPatients, 1, what is left out is counted right",
        "suppressed, otherClassImages, 0, what is left out is counted right",
        "classPurity, least, 0.9, class purity is right",
        "classPurity, mean, 0.9, class purity is right",
        "spread, withinGroups, 0.01, variance inside groups is right",
        "spread, shareOfTotal, 0.01, variance inside groups is right"
    })
    void findsAWrongFigure(String part, String field, double value, String claim) {
        KSameResult forged =
                forged(sound, json -> json.getAsJsonObject(part).addProperty(field, value));
        assertThat(breaches(forged)).containsExactly("It does not hold that " + claim + ".");
    }

    @ParameterizedTest
    @CsvSource({"patients, 9, patients", "images, 99, images"})
    void findsAWrongRow(String field, int value, String what) {
        KSameResult forged =
                forged(
                        sound,
                        json ->
                                json.getAsJsonArray("groups")
                                        .get(1)
                                        .getAsJsonObject()
                                        .addProperty(field, value));
        assertThat(breaches(forged))
                .containsExactly(
                        "It does not hold that the " + what + " of group 2 are counted right.");
    }

    @Test
    void findsAMissingRow() {
        KSameResult forged = forged(sound, json -> json.getAsJsonArray("groups").remove(0));
        assertThat(breaches(forged))
                .contains("It does not hold that its rows are the groups of the membership.");
    }

    @Test
    void findsAPointThatIsNotItsMean() {
        float[] code = sound.points().get(0).code();
        code[2] += 1e-4f;
        assertThat(breaches(sound))
                .containsExactly("It does not hold that point 1 is the mean that it claims.");
        code[2] = Float.NaN;
        assertThat(breaches(sound))
                .containsExactly("It does not hold that point 1 is a code like the sources'.");
    }

    @Test
    void findsAPointThatIsAMemberAndNotAProjection() {
        KSameOptions options = KSameOptions.of(3).withMethod(KSameMethod.eigen(2));
        KSameResult result = KSame.run(options, sources, Progress.SILENT);
        assertThat(breaches(result)).isEmpty();
        int member =
                result.membership().entries().stream()
                        .filter(e -> e.group() == 1)
                        .findFirst()
                        .orElseThrow()
                        .image();
        System.arraycopy(sources.codes()[member], 0, result.points().get(0).code(), 0, 4);
        assertThat(breaches(result))
                .contains("It does not hold that point 1 is its group's mean, projected.");
    }

    @Test
    void findsPointsInAnotherOrder() {
        List<KSamePoint> points = new ArrayList<>(sound.points());
        points.add(points.remove(0));
        KSameResult swapped = new KSameResult(points, sound.certificate(), sound.membership());
        assertThat(breaches(swapped))
                .contains("It does not hold that point 1 is of its own group.");
    }

    @Test
    void aBreachStopsTheRelease() {
        assertThatThrownBy(() -> new CheckReport(List.of("Broken.")).requireSound())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("release nothing: Broken.");
    }

    @Test
    void breachesNameNoPatient() {
        List<Entry> entries =
                sound.membership().entries().stream().map(e -> inGroup(e, 1)).toList();
        assertThat(breachesOf(entries)).isNotEmpty().noneMatch(b -> b.contains("person"));
    }

    private int firstOfAPatientWithSeveralImages() {
        List<Entry> entries = sound.membership().entries();
        for (int i = 0; i + 1 < entries.size(); i++)
            if (entries.get(i).group() > 0
                    && entries.get(i).patient().equals(entries.get(i + 1).patient())
                    && entries.get(i).group() == entries.get(i + 1).group()) return i;
        throw new AssertionError("no such patient");
    }

    private static Entry inGroup(Entry e, int group) {
        return new Entry(e.image(), e.name(), e.patient(), e.condition(), group, Fate.GROUPED);
    }

    private List<String> breachesWithEntry(int image, UnaryOperator<Entry> change) {
        List<Entry> entries = new ArrayList<>(sound.membership().entries());
        entries.set(image, change.apply(entries.get(image)));
        return breachesOf(entries);
    }

    private List<String> breachesOf(List<Entry> entries) {
        return breaches(
                new KSameResult(sound.points(), sound.certificate(), new Membership(entries)));
    }

    private List<String> breachesWithField(String field, Object value) {
        return breaches(withField(sound, field, value));
    }

    private static KSameResult withField(KSameResult result, String field, Object value) {
        JsonElement json = new Gson().toJsonTree(value);
        return forged(result, certificate -> certificate.add(field, json));
    }

    private static KSameResult forged(KSameResult result, Consumer<JsonObject> change) {
        JsonObject json = new Gson().toJsonTree(result.certificate()).getAsJsonObject();
        change.accept(json);
        return new KSameResult(
                result.points(), new Gson().fromJson(json, Certificate.class), result.membership());
    }

    private List<String> breaches(KSameResult result) {
        return CertificateChecker.check(
                        result.certificate(), result.points(), result.membership(), sources)
                .breaches();
    }
}
