package io.github.planfiji.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.audit.AuditInput;
import io.github.planfiji.audit.AuditOptions;
import io.github.planfiji.audit.AuditSets;
import io.github.planfiji.audit.report.ReportFiles;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.ij.KSameFiles;
import io.github.planfiji.ij.KSameStack;
import io.github.planfiji.ij.WalkFigure;
import io.github.planfiji.ij.WalkFiles;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.ksalsa.KSalsaOptions;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.release.ReleaseOptions;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import io.github.planfiji.session.AnonymizationMethod;
import io.github.planfiji.session.Anonymized;
import io.github.planfiji.session.Anonymizer;
import io.github.planfiji.session.EndPoints;
import io.github.planfiji.session.MethodOptions;
import io.github.planfiji.session.Plan;
import io.github.planfiji.session.WalkPair;
import io.github.planfiji.testing.TinyModel;
import io.github.planfiji.walk.WalkOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user who stops a run in the middle of each of its phases in turn; for training see {@link
 * FaultTrustTest}.
 */
class CancelTrustTest {

    private static final InversionOptions INVERSION =
            new InversionOptions(2, 0.05, 10, 1, 1, 0.002, 16);

    @TempDir static Path shared;
    private static ImageSet images;
    private static Plan plan;

    @TempDir Path folder;

    /** What a command does, up to the files that it writes. */
    @FunctionalInterface
    private interface Work {
        void into(Path out, Progress progress) throws IOException;
    }

    @BeforeAll
    static void open() throws IOException {
        Path model = Files.createDirectory(shared.resolve("model"));
        try (Torch torch = Torch.open("cpu");
                Model opened = Model.open(torch, TinyModel.write(torch, model))) {
            images = TinyModel.images(opened);
        }
        plan = Plan.open(model, "cpu");
    }

    @AfterAll
    static void close() {
        plan.close();
    }

    @Test
    void aWalk() throws IOException {
        assertStopsInEachOf(
                List.of("Describing the real images", "Grouping", "Walking"),
                (out, progress) -> {
                    plan.measureAgainst(images, progress);
                    EndPoints ends = new EndPoints(plan, 3, Optional.of(images), progress);
                    WalkPair walks =
                            WalkPair.walk(
                                    plan,
                                    ends.find("group 1"),
                                    ends.find("group 2"),
                                    TinyModel.CLASSES.get(0),
                                    WalkOptions.of(3).withIterations(4),
                                    progress);
                    WalkFiles.save(
                            walks.linear(),
                            walks.plan(),
                            WalkFigure.of(walks.both(), 3),
                            out,
                            true);
                });
    }

    @Test
    void anAnonymisationOfLatents() throws IOException {
        assertStopsInEachOf(
                List.of("Inverting images", "Grouping", "k-SALSA"),
                (out, progress) -> anonymize(AnonymizationMethod.K_SALSA, out, progress));
    }

    @Test
    void anAnonymisationOfPictures() throws IOException {
        assertStopsInEachOf(
                List.of("Grouping", "Finding principal components"),
                (out, progress) -> anonymize(AnonymizationMethod.EIGEN, out, progress));
    }

    private static void anonymize(AnonymizationMethod method, Path out, Progress progress)
            throws IOException {
        Anonymized made =
                Anonymizer.of(plan, images, INVERSION)
                        .with(MethodOptions.defaults().withKSalsa(KSalsaOptions.of(3)))
                        .anonymize(method, KSameOptions.of(3), progress);
        KSameFiles.save(
                made.result(),
                KSameStack.of(made.result(), made.pictures(), made.provenance()),
                out);
    }

    @Test
    void aSynthesisWhichGoesOnToTheSameBytes() throws IOException {
        ReleaseOptions options =
                ReleaseOptions.defaults()
                        .withPerClass(4)
                        .withWalk(WalkOptions.of(4).withIterations(2))
                        .withMargin(0.05, 1)
                        .withBatch(2);
        assertStopsInEachOf(
                List.of(
                        "Inverting images",
                        "Grouping",
                        "Measuring real images",
                        "Synthesizing",
                        "Writing files"),
                (out, progress) ->
                        plan.release(
                                images, INVERSION, KSameOptions.of(2), options, out, progress));
        for (String part : List.of("", "-private"))
            assertThat(Digest.tree(folder.resolve("stopped" + part)))
                    .isEqualTo(Digest.tree(folder.resolve("calm" + part)));
    }

    @Test
    void anAudit() throws IOException {
        List<Picture> pictures = plan.samples(20, -1, 1, 5);
        List<Sample> names =
                IntStream.range(0, pictures.size())
                        .mapToObj(i -> new Sample(i + ".png", TinyModel.CLASSES.get(i % 2), "" + i))
                        .toList();
        int[] known = IntStream.range(0, 16).toArray();
        int[] unseen = IntStream.range(16, TinyModel.IMAGES).toArray();
        AuditInput input =
                AuditInput.of(
                        new AuditSets(
                                new ImageSet(names, pictures),
                                images.subset(known),
                                images.subset(unseen)));
        assertStopsInEachOf(
                List.of("Auditing"),
                (out, progress) ->
                        ReportFiles.save(
                                plan.audit(input, AuditOptions.of(1).withDraws(20, 20), progress)
                                        .report(),
                                out));
    }

    /**
     * @param expected phases that must be among those tried
     */
    private void assertStopsInEachOf(List<String> expected, Work work) throws IOException {
        Path calm = folder.resolve("calm");
        Path stopped = folder.resolve("stopped");
        Stop.Never undisturbed = new Stop.Never();
        work.into(calm, undisturbed);
        Map<String, Integer> phases = undisturbed.phases();
        assertThat(phases.keySet()).containsAll(expected);
        Set<String> threads = Stop.threads();
        for (String phase : phases.keySet()) {
            Stop stop = Stop.in(phase, phases.get(phase) / 2);
            assertThatThrownBy(() -> work.into(stopped, stop))
                    .as(phase)
                    .isInstanceOf(CanceledException.class);
            assertThat(stopped).as(phase).doesNotExist();
            assertThat(Digest.tree(folder).keySet())
                    .as(phase)
                    .noneMatch(name -> name.endsWith(".part"));
            assertThat(Stop.threads()).as(phase).isSubsetOf(threads);
        }
        work.into(stopped, Progress.SILENT);
        assertThat(Digest.tree(stopped)).isEqualTo(Digest.tree(calm));
    }
}
