package io.github.planfiji.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.ModelBundle;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.ksame.KSameResult;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.testing.TinyModel;
import io.github.planfiji.walk.WalkOptions;
import io.github.planfiji.walk.WalkResult;
import io.github.planfiji.walk.WalkStep;
import io.github.planfiji.walk.Walker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {

    private static final WalkOptions OPTIONS = WalkOptions.of(5).withIterations(3);

    @TempDir static Path folder;
    private static ImageSet set;
    private static Plan plan;

    @BeforeAll
    static void open() throws IOException {
        try (Torch torch = Torch.open("cpu");
                Model model = Model.open(torch, TinyModel.write(torch, folder))) {
            set = TinyModel.images(model);
        }
        plan = Plan.open(folder, "cpu");
    }

    @AfterAll
    static void close() {
        plan.close();
    }

    @Test
    void samplesAreReproducibleImages() throws IOException {
        List<Picture> all = plan.samples(20, -1, 0.7, 5);
        assertThat(all).hasSize(20);
        for (Picture picture : all) {
            assertThat(picture.channels()).isEqualTo(3);
            assertThat(picture.height()).isEqualTo(32);
            for (float value : picture.chw()) assertThat(value).isBetween(-1f, 1f);
        }
        assertThat(plan.samples(1, 0, 0.7, 5).get(0).chw())
                .containsExactly(all.get(0).chw(), within(1e-5f));
        assertThat(plan.samples(1, 1, 0.7, 5).get(0).chw()).isNotEqualTo(all.get(0).chw());
        assertThat(plan.samples(1, 0, 0.7, 6).get(0).chw()).isNotEqualTo(all.get(0).chw());
    }

    @Test
    void fromGroupsToAMeasuredWalk() throws IOException {
        KSameResult groups = plan.anonymize(KSameOptions.of(3), Progress.SILENT);
        assertThat(groups.points()).hasSize(4);
        assertThat(groups.points()).extracting(KSamePoint::patients).containsOnly(3);
        EndPoints points = new EndPoints(plan, 3, Optional.of(set), Progress.SILENT);
        EndPoints.EndPoint from = points.find("group 1");
        EndPoints.EndPoint to = points.find(" Group 2 ");
        assertThat(from.code().of(0)).isEqualTo(groups.points().get(0).code());
        plan.measureAgainst(set);
        WalkPair pair = WalkPair.walk(plan, from, to, "", OPTIONS, Progress.SILENT);
        assertThat(pair.both()).extracting(WalkResult::method).containsExactly("linear", "plan");
        assertThat(Arrays.stream(pair.plan().lossHistory()).min().orElseThrow())
                .isLessThanOrEqualTo(pair.linear().lossHistory()[0]);
        for (WalkStep step : pair.plan().steps())
            assertThat(step.nearestRealDistance()).isPositive();
        assertThat(pair.plan().provenance().modelHash()).isEqualTo(ModelBundle.at(folder).hash());
        assertThat(pair.plan().provenance().entries())
                .containsEntry("option.class", from.condition());
    }

    @Test
    void manyPairsAreWalkedAtOnce() throws IOException {
        List<KSamePoint> points = plan.anonymize(KSameOptions.of(3), Progress.SILENT).points();
        float[] from = points.get(0).code();
        float[] to = points.get(1).code();
        List<Walker.Ends> pairs =
                List.of(new Walker.Ends(from, to, 0), new Walker.Ends(to, from, 0));
        List<WalkResult> walks = plan.walks(pairs, OPTIONS, Progress.SILENT);
        assertThat(walks).hasSize(2);
        assertThat(walks.get(0).path().points()[0]).isEqualTo(from);
        assertThat(walks.get(1).path().points()[0]).isEqualTo(to);
        assertRefused(
                () -> plan.walks(List.of(new Walker.Ends(from, to, 9)), OPTIONS, Progress.SILENT),
                "Class number 9 is none of the model's 2 classes");
    }

    @Test
    void otherImagesAreInvertedAndGrouped() throws IOException {
        KSameResult groups =
                plan.anonymize(set, InversionOptions.of(0), KSameOptions.of(6), Progress.SILENT);
        assertThat(groups.points()).hasSize(2);
        assertThat(groups.points().get(0).code()).hasSize(TinyModel.W_DIM);
        assertThat(groups.points()).extracting(KSamePoint::images).containsOnly(12);
    }

    @Test
    void pointsAreFoundByTheirNames() throws IOException {
        EndPoints points = new EndPoints(plan, 3, Optional.of(set), Progress.SILENT);
        EndPoints.Code random = points.find("seed 7").code();
        assertThat(random.of(0)).isEqualTo(plan.latent(7, 0, 1));
        assertThat(random.of(1)).isEqualTo(plan.latent(7, 1, 1)).isNotEqualTo(random.of(0));
        EndPoints.EndPoint image = points.find("image image2.png");
        assertThat(image.condition()).isEqualTo(set.sample(2).condition());
        assertThat(image.code().of(0)).hasSize(TinyModel.W_DIM);
        assertRefused(() -> points.find("3"), "\"3\" names no point: use \"group 1\"");
        assertRefused(() -> points.find("point 3"), "\"point 3\" names no point");
        assertRefused(() -> points.find("group one"), "\"group one\" needs a whole number");
        assertRefused(
                () -> points.find("group 0"),
                "There is no group 0: with k = 3 the groups are 1 to 4.");
        assertRefused(() -> points.find("image x"), "The image set has no image \"x\".");
        EndPoints without = new EndPoints(plan, 3, Optional.empty(), Progress.SILENT);
        assertRefused(() -> without.find("image x"), "To walk from an image, give the images too");
    }

    @Test
    void aWalkNeedsOneClass() {
        EndPoints.EndPoint ill = EndPoints.EndPoint.fixed(new float[16], "ill");
        EndPoints.EndPoint healthy = EndPoints.EndPoint.fixed(new float[16], "healthy");
        EndPoints.EndPoint none = EndPoints.EndPoint.fixed(new float[16], "");
        assertRefused(
                () -> WalkPair.walk(plan, ill, healthy, "", OPTIONS, Progress.SILENT),
                "The points are of different classes (ill and healthy)");
        assertRefused(
                () -> WalkPair.walk(plan, none, none, null, OPTIONS, Progress.SILENT),
                "The points have no class of their own");
        assertRefused(
                () -> WalkPair.walk(plan, ill, ill, "sick", OPTIONS, Progress.SILENT),
                "The model has no class \"sick\": use one of healthy, ill.");
    }

    @Test
    void requestsOutsideTheirRangeAreRefused() {
        assertRefused(() -> plan.samples(0, 0, 1, 1), "Samples = 0 must be at least 1.");
        assertRefused(() -> plan.samples(1, 0, 1.5, 1), "Truncation = 1.5 must lie in 0..1.");
        assertRefused(
                () -> plan.samples(1, 2, 1, 1),
                "Class number 2 is none of the model's 2 classes [healthy, ill].");
        assertRefused(() -> plan.latent(1, -1, 1), "Class number -1 is none");
        float[] point = new float[TinyModel.W_DIM];
        assertRefused(
                () -> plan.walk(point, point, 2, OPTIONS, Progress.SILENT),
                "Class number 2 is none");
        assertRefused(
                () -> plan.walkLinear(point, new float[3], 0, OPTIONS),
                "The end points have 16 and 3 components, the model's latents have 16");
        assertRefused(() -> Plan.open(folder, "tpu"), "Unknown device \"tpu\"");
        assertRefused(() -> Plan.open(folder.resolve("none"), "cpu"), "There is no model in ");
    }

    @Test
    void aModelSharedWithoutItsCodesSaysSo(@TempDir Path shared) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) Files.copy(file, shared.resolve(file.getFileName()));
        }
        Path manifest = shared.resolve("model.json");
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.replace("\"codes\": {", "\"other\": {"));
        try (Plan without = Plan.open(shared, "cpu")) {
            assertRefused(
                    () -> without.anonymize(KSameOptions.of(3), Progress.SILENT),
                    "The model has no codes of its training images (they are private");
        }
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(UserException.class).hasMessageStartingWith(message);
    }
}
