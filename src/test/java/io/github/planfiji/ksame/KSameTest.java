package io.github.planfiji.ksame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.dataset.Sample;
import io.github.planfiji.ksame.Certificate.Suppressed;
import io.github.planfiji.ksame.KSameOptions.MixedPatients;
import io.github.planfiji.ksame.KSameOptions.Remainder;
import io.github.planfiji.ksame.KSameOptions.Scope;
import io.github.planfiji.ksame.Membership.Entry;
import io.github.planfiji.ksame.Membership.Fate;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.util.List;
import org.junit.jupiter.api.Test;

class KSameTest {

    @Test
    void patientsWeighAlikeHoweverManyImages() {
        float[][] codes = {{0, 0}, {2, 0}, {4, 6}};
        List<Sample> samples =
                List.of(
                        new Sample("1", "a", "x"),
                        new Sample("2", "a", "x"),
                        new Sample("3", "a", "y"));
        KSameResult result = run(KSameOptions.of(2), new KSameSources(codes, samples, "abc"));
        KSamePoint point = result.points().get(0);
        // mean of (1, 0) and (4, 6)
        assertThat(point.code()).containsExactly(2.5f, 3);
        assertThat(point.patients()).isEqualTo(2);
        assertThat(point.images()).isEqualTo(3);
        assertThat(point.condition()).isEqualTo("a");
        assertThat(result.certificate().modelHash()).isEqualTo("abc");
        // each is at (1.5, 3) of the mean, which is also the mean of all
        assertThat(result.certificate().spread().withinGroups()).isEqualTo(11.25);
        assertThat(result.certificate().spread().shareOfTotal()).isEqualTo(1);
    }

    @Test
    void refusesAClassOfTooFewPatients() {
        float[][] codes = new float[5][1];
        List<Sample> samples =
                List.of(
                        new Sample("1", "glaucoma", "p1"),
                        new Sample("2", "glaucoma", "p1"),
                        new Sample("3", "glaucoma", "p2"),
                        new Sample("4", "glaucoma", "p2"),
                        new Sample("5", "glaucoma", "p2"));
        KSameSources sources = new KSameSources(codes, samples, "none");
        assertThatThrownBy(() -> run(KSameOptions.of(3), sources))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "Class \"glaucoma\" has 2 patients, fewer than k = 3: lower k, add patients,"
                                + " leave the class out, or group over all classes.");
        assertThatThrownBy(() -> run(KSameOptions.of(3).withScope(Scope.ALL_CLASSES), sources))
                .hasMessage(
                        "The image set has 2 patients, fewer than k = 3: lower k, add patients.");
    }

    @Test
    void refusesAGroupOfOne() {
        assertThatThrownBy(() -> KSameOptions.of(1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("k is 1");
    }

    @Test
    void refusesCodesThatAreNotFinite() {
        assertThatThrownBy(() -> RandomSources.single(new float[] {0}, new float[] {Float.NaN}))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("image 2 (1-based) holds the value NaN");
    }

    @Test
    void remainderIsSuppressedAndCounted() {
        KSameSources sources =
                RandomSources.single(
                        new float[] {0}, new float[] {1}, new float[] {2}, new float[] {9});
        KSameOptions options = KSameOptions.of(3).withRemainder(Remainder.SUPPRESS);
        KSameResult result = run(options, sources);
        assertThat(result.points()).hasSize(1);
        assertThat(result.points().get(0).code()).containsExactly(1);
        assertThat(result.certificate().suppressed()).isEqualTo(new Suppressed(1, 1, 0));
        assertThat(result.membership().entries().get(3).fate()).isEqualTo(Fate.REMAINDER);
        assertThat(run(KSameOptions.of(3), sources).points().get(0).code()).containsExactly(3);
    }

    @Test
    void aPatientOfSeveralClassesGoesWithMostOfTheImages() {
        KSameSources sources = mixed();
        KSameResult result = run(KSameOptions.of(2), sources);
        assertThat(result.certificate().suppressed()).isEqualTo(new Suppressed(0, 0, 1));
        Entry left = result.membership().entries().get(2);
        assertThat(left.fate()).isEqualTo(Fate.OTHER_CLASS);
        assertThat(left.group()).isZero();
        // p is 2 and q is 4 in class a; p's image of class b, 100, is in no point
        assertThat(result.points().get(0).code()).containsExactly(3);
        assertThat(result.points().get(1).code()).containsExactly(50);
    }

    @Test
    void aPatientOfSeveralClassesIsRefusedOnDemand() {
        KSameOptions options = KSameOptions.of(2).withMixedPatients(MixedPatients.REFUSE);
        assertThatThrownBy(() -> run(options, mixed()))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Patients with images of several classes: 1, but");
        KSameResult overAll = run(options.withScope(Scope.ALL_CLASSES), mixed());
        assertThat(overAll.points()).allMatch(p -> p.condition().isEmpty());
        assertThat(overAll.certificate().suppressed()).isEqualTo(new Suppressed(0, 0, 0));
        // {p, q}: 3 of 4 images are of class a; {r, s}: all of class b
        assertThat(overAll.certificate().classPurity().least()).isEqualTo(0.75);
        assertThat(overAll.certificate().classPurity().mean()).isCloseTo(0.875, within(1e-12));
    }

    @Test
    void stopsWhenAsked() {
        Progress canceled =
                new Progress() {
                    @Override
                    public void report(String phase, long done, long total) {}

                    @Override
                    public boolean isCanceled() {
                        return true;
                    }
                };
        KSameSources sources = RandomSources.single(new float[8][1]);
        assertThatThrownBy(() -> KSame.run(KSameOptions.of(2), sources, canceled))
                .isInstanceOf(CanceledException.class);
    }

    @Test
    void optionsTellThemselves() {
        assertThat(KSameOptions.of(5).withSeed(7).entries().toString())
                .isEqualTo(
                        "{k=5, rule=mdav, scope=within classes, remainder=join, mixed"
                                + " patients=majority class, method=centroid, seed=7}");
    }

    /** p has two images of a and one of b; q one of a; r and s one each of b. */
    private static KSameSources mixed() {
        float[][] codes = {{1}, {3}, {100}, {4}, {40}, {60}};
        List<Sample> samples =
                List.of(
                        new Sample("1", "a", "p"),
                        new Sample("2", "a", "p"),
                        new Sample("3", "b", "p"),
                        new Sample("4", "a", "q"),
                        new Sample("5", "b", "r"),
                        new Sample("6", "b", "s"));
        return new KSameSources(codes, samples, "none");
    }

    private static KSameResult run(KSameOptions options, KSameSources sources) {
        return KSame.run(options, sources, Progress.SILENT);
    }
}
