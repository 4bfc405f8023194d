package io.github.planfiji.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.ResNetShape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.inversion.Inverter;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.session.Plan;
import io.github.planfiji.testing.TinyModel;
import io.github.planfiji.training.ClassifierOptions;
import io.github.planfiji.training.ClassifierTrainer;
import io.github.planfiji.training.DistortionOptions;
import io.github.planfiji.training.Target;
import io.github.planfiji.training.TrainingData;
import io.github.planfiji.trust.ChildJvm.End;
import io.github.planfiji.walk.WalkOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results that are no numbers, and results that must not depend on how they are computed. */
class NumbersTrustTest {

    @TempDir static Path shared;
    private static Path model;

    @TempDir Path folder;

    @BeforeAll
    static void write() throws IOException {
        model = TinyModel.write(Files.createDirectory(shared.resolve("model")));
    }

    @Test
    void aClassifiersLossThatIsNoNumberStopsWithItsStep() {
        ImageSet set = Child.images();
        TrainingData data = TrainingData.split(set, 0.3, 1);
        ClassifierOptions options =
                new ClassifierOptions(
                        Target.CONDITION, 9, 8, 1e30, 0, 0.05, DistortionOptions.NONE, 5, 1);
        try (Torch torch = Torch.open("cpu");
                ClassifierTrainer trainer =
                        new ClassifierTrainer(
                                torch,
                                ResNetShape.forClassifier(3, 32, 3),
                                data.train(),
                                data.unseen(),
                                options,
                                folder)) {
            assertThatThrownBy(() -> trainer.train(Progress.SILENT))
                    .isInstanceOf(UserException.class)
                    .message()
                    .matches(
                            "The classifier's loss is no longer a number at step \\d+: train again with a learning rate below 1.0E30.");
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** The first step goes wild; with one step only, nothing but the check at the end sees it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anInversionThatDivergesStopsWithItsStep(int steps) throws IOException {
        try (Torch torch = Torch.open("cpu");
                Model opened = Model.open(torch, model)) {
            InversionOptions wild = new InversionOptions(steps, 1e38, 10, 1, 1, 0.002, 16);
            Inverter inverter = new Inverter(opened, wild);
            ImageSet set = TinyModel.images(opened);
            Path partial = folder.resolve("partial");
            assertThatThrownBy(() -> inverter.invert(set, Progress.SILENT, partial))
                    .isInstanceOf(UserException.class)
                    .message()
                    .matches(
                            "The inversion's loss is (NaN|Infinity) after step 1: check that the images are such as the model was trained on, or use fewer steps, or a learning rate below 1\\.0E38\\.");
            // nothing of it is gone on from
            assertThat(Files.size(partial)).isEqualTo(32);
        }
    }

    @Test
    void pointsAndImagesThatDoNotFitTheModelAreRefused() throws IOException {
        try (Plan plan = Plan.open(model, "cpu")) {
            float[] good = plan.latent(1, 0, 1);
            float[] bad = good.clone();
            bad[3] = Float.NaN;
            assertThatThrownBy(() -> plan.walkLinear(good, bad, 0, WalkOptions.of(3)))
                    .isInstanceOf(UserException.class)
                    .hasMessage("A point has the component NaN: take points of this model.");
            assertThatThrownBy(() -> plan.synthesize(new float[][] {good, new float[3]}))
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith(
                            "A point has 3 components, the model's latents have 16");
            ImageSet small = black(16);
            String sizes = "The images are 3 x 16 x 16, the model's are 3 x 32 x 32: open the";
            assertThatThrownBy(() -> plan.invert(small, InversionOptions.of(1), Progress.SILENT))
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith(sizes);
            assertThatThrownBy(() -> plan.measureAgainst(small))
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith(sizes);
        }
    }

    @Test
    void invertingInBatchesChangesNothingBeyondRounding() throws IOException {
        try (Torch torch = Torch.open("cpu");
                Model opened = Model.open(torch, model)) {
            ImageSet set = TinyModel.images(opened).subset(0, 5, 9, 14, 20);
            float[][] together = invert(opened, set, 5);
            float[][] apart = invert(opened, set, 2);
            for (int i = 0; i < set.size(); i++)
                for (int d = 0; d < TinyModel.W_DIM; d++)
                    assertThat(apart[i][d]).isCloseTo(together[i][d], within(1e-5f));
        }
    }

    private static float[][] invert(Model model, ImageSet set, int batch) throws IOException {
        return new Inverter(model, new InversionOptions(2, 0.05, 10, 1, 1, 0.002, batch))
                .invert(set, Progress.SILENT);
    }

    /** Sums in another order differ in the last digits; Adam lets them grow from step to step. */
    @Test
    void otherNumbersOfThreadsGiveTheSameWalkWithinTolerance() throws Exception {
        End one = walk("1");
        End two = walk("2");
        assertClose(one.value("losses"), two.value("losses"), 1e-5);
    }

    private End walk(String threads) throws Exception {
        return ChildJvm.printingTo(folder.resolve("walk" + threads + ".txt"))
                .with("-Xmx256m", "-Dai.djl.pytorch.num_threads=" + threads)
                .run("walk", model.toString());
    }

    private static void assertClose(String found, String wanted, double tolerance) {
        double[] a = numbers(found);
        double[] b = numbers(wanted);
        assertThat(a).hasSameSizeAs(b);
        double greatest = 0;
        for (int i = 0; i < a.length; i++)
            greatest = Math.max(greatest, Math.abs(a[i] - b[i]) / Math.max(1, Math.abs(b[i])));
        assertThat(greatest).as("greatest difference").isLessThan(tolerance);
    }

    private static ImageSet black(int side) {
        return new ImageSet(
                List.of(new Sample("x", "healthy", "p")),
                List.of(new Picture(3, side, side, new float[3 * side * side])));
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split("[\\[\\], ]+"))
                .filter(n -> !n.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
