package io.github.planfiji.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.phantom.PhantomOptions;
import io.github.planfiji.dataset.phantom.PhantomSet;
import io.github.planfiji.engine.ModelBundle;
import io.github.planfiji.engine.ModelManifest;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.ksame.KSameResult;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.session.Plan;
import io.github.planfiji.walk.WalkOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTrainerTest {

    private static final ModelOptions OPTIONS =
            new ModelOptions(0.032, true, 16, 1, 256, 16, false, 1, 1, 2, 1, 0, 1);

    private static Torch torch;
    private static ImageSet set;

    @TempDir Path folder;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
        set = PhantomSet.generate(PhantomOptions.of(12, 3, 32, 1), Progress.SILENT);
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    @Test
    void aWholeModelIsTrainedAndUsable() throws IOException {
        TrainingData data = TrainingData.split(set, 0.3, 1);
        new ModelTrainer(torch, data, OPTIONS, folder).train(Progress.SILENT, (n, samples) -> {});
        ModelManifest manifest = ModelBundle.at(folder).manifest();
        assertThat(manifest.networks())
                .containsOnlyKeys("generator", "identity", "condition", "encoder", "codes");
        assertThat(manifest.networks().get("generator").isPrivate()).isFalse();
        assertThat(manifest.networks().get("condition").isPrivate()).isFalse();
        assertThat(manifest.networks().get("identity").isPrivate()).isTrue();
        assertThat(manifest.networks().get("encoder").isPrivate()).isTrue();
        assertThat(manifest.networks().get("codes").isPrivate()).isTrue();
        assertThat(manifest.identities()).isEqualTo(data.train().patients().size());
        assertThat(manifest.figures().get("condition").get("accuracy")).isBetween(0.0, 1.0);
        assertThat(manifest.figures().get("codes")).hasSizeGreaterThan(8);
        assertThat(manifest.training().get("generator")).containsEntry("kimg", "0.032");
        assertThat(manifest.classes()).containsExactly("healthy", "mild", "severe");
        assertUsable();
        // what is there already is not trained again
        new ModelTrainer(torch, data, OPTIONS, folder)
                .train(
                        (phase, done, total) -> {
                            throw new AssertionError(phase);
                        },
                        (n, samples) -> {
                            throw new AssertionError("samples");
                        });
    }

    private void assertUsable() throws IOException {
        try (Plan plan = Plan.open(folder, "cpu")) {
            KSameResult groups = plan.anonymize(KSameOptions.of(2), Progress.SILENT);
            assertThat(groups.points()).hasSizeGreaterThanOrEqualTo(3);
            KSamePoint from = groups.points().get(0);
            KSamePoint to = groups.points().get(1);
            assertThat(
                            plan.walk(
                                            from.code(),
                                            to.code(),
                                            plan.classIndex(from.condition()),
                                            WalkOptions.of(3).withIterations(1),
                                            Progress.SILENT)
                                    .steps())
                    .hasSize(3);
        }
    }

    @Test
    void imagesOfOneClassAreRefusedAtTheStart() {
        ImageSet healthy = set.subset(set.indicesOfClass(0)).renumbered();
        TrainingData data = TrainingData.of(healthy.subset(0, 1, 2, 3, 4, 5), healthy.subset(9));
        assertThatThrownBy(() -> new ModelTrainer(torch, data, OPTIONS, folder))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("The training images are of one class only (healthy)");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderWithAModelOfOtherImagesIsRefused() throws IOException {
        ModelBundle.create(folder, ModelManifest.of("test", 64, 3, set.classes()));
        TrainingData data = TrainingData.split(set, 0.3, 1);
        assertThatThrownBy(() -> new ModelTrainer(torch, data, OPTIONS, folder))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(
                        "has a model of other images (64 pixels, classes healthy, mild, severe): train into an empty folder.");
    }
}
