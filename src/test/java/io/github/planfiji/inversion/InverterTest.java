package io.github.planfiji.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Synthesizer;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InverterTest {

    @TempDir static Path folder;
    private static Torch torch;
    private static Model model;
    private static ImageSet set;

    @BeforeAll
    static void open() throws IOException {
        torch = Torch.open("cpu");
        model = Model.open(torch, TinyModel.write(torch, folder));
        set = TinyModel.images(model).subset(0, 3, 6, 9);
    }

    @AfterAll
    static void close() {
        model.close();
        torch.close();
    }

    @Test
    void moreStepsComeNearerToTheImage() throws IOException {
        double start = difference(InversionOptions.of(0));
        double some = difference(InversionOptions.of(10));
        double many = difference(InversionOptions.of(100));
        assertThat(some).isLessThan(start);
        assertThat(many).isLessThan(some).isLessThan(0.6 * start);
    }

    @Test
    void theResultDoesNotDependOnTheBatch() throws IOException {
        float[][] together = invert(batch(4));
        float[][] pairs = invert(batch(3));
        float[][] alone = invert(batch(1));
        for (int i = 0; i < set.size(); i++) {
            assertThat(pairs[i]).containsExactly(together[i], within(1e-3f));
            assertThat(alone[i]).containsExactly(together[i], within(1e-3f));
        }
    }

    private static InversionOptions batch(int images) {
        return InversionOptions.of(4).withBatch(images);
    }

    @Test
    void progressRunsToTheEndAndCancels() throws IOException {
        List<Long> done = new ArrayList<>();
        new Inverter(model, batch(3))
                .invert(
                        set,
                        (phase, units, total) -> {
                            assertThat(phase).isEqualTo("Inverting images");
                            assertThat(total).isEqualTo(16);
                            done.add(units);
                        });
        assertThat(done).isSorted().startsWith(0L).endsWith(16L);
        Progress canceled =
                new Progress() {
                    @Override
                    public void report(String phase, long units, long total) {}

                    @Override
                    public boolean isCanceled() {
                        return true;
                    }
                };
        assertThatThrownBy(() -> new Inverter(model, batch(4)).invert(set, canceled))
                .isInstanceOf(CanceledException.class);
    }

    @Test
    void optionsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> InversionOptions.of(-1))
                .isInstanceOf(UserException.class)
                .hasMessage("Inversion steps = -1 must not be negative.");
        assertThatThrownBy(() -> batch(0))
                .isInstanceOf(UserException.class)
                .hasMessage("Batch = 0 must be at least 1.");
    }

    @Test
    void anInterruptedRunGoesOnToTheSameBits() throws IOException {
        Path partial = folder.resolve("kept/codes.partial");
        InversionOptions options = batch(2);
        float[][] undisturbed = invert(options);
        Inverter inverter = new Inverter(model, options);
        StopAfter second = new StopAfter(6);
        assertThatThrownBy(() -> inverter.invert(set, second, partial))
                .isInstanceOf(CanceledException.class);
        // a crash may leave half a row
        Files.write(partial, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        StopAfter never = new StopAfter(100);
        assertThat(new Inverter(model, options).invert(set, never, partial))
                .isDeepEqualTo(undisturbed);
        assertThat(never.reports).isLessThan(6);
        assertThat(new Inverter(model, options).invert(set, new StopAfter(2), partial))
                .isDeepEqualTo(undisturbed);
    }

    @Test
    void aPartialFileOfOtherImagesOrOptionsIsNotUsed() throws IOException {
        Path partial = folder.resolve("other.partial");
        new Inverter(model, batch(2)).invert(set, Progress.SILENT, partial);
        float[][] more = invert(InversionOptions.of(5));
        Inverter inverter = new Inverter(model, InversionOptions.of(5));
        assertThat(inverter.invert(set, Progress.SILENT, partial)).isDeepEqualTo(more);
        ImageSet reversed = set.subset(3, 2, 1, 0);
        assertThat(inverter.invert(reversed, Progress.SILENT, partial)[0])
                .containsExactly(more[3], within(1e-3f));
    }

    @Test
    void figuresOfPerfectLatentsArePerfect() throws IOException {
        float[][] codes = model.codes().orElseThrow().latents();
        float[][] own = {codes[0], codes[3], codes[6], codes[9]};
        InversionFigures figures =
                InversionFigures.of(model, model.condition(), set, own, Progress.SILENT);
        assertThat(figures.pixelDifference()).isLessThan(1e-5);
        assertThat(figures.perceptualDistance()).isLessThan(1e-5);
        assertThat(figures.ownIsNearest()).isEqualTo(1);
        assertThat(figures.meanRank()).isEqualTo(1);
        assertThat(figures.sameClass()).isEqualTo(figures.sameClassOfOriginals());
        float[][] exchanged = {codes[3], codes[0], codes[6], codes[9]};
        InversionFigures worse =
                InversionFigures.of(model, model.condition(), set, exchanged, Progress.SILENT);
        assertThat(worse.pixelDifference()).isPositive();
        assertThat(worse.ownIsNearest()).isEqualTo(0.5);
        assertThat(worse.meanRank()).isGreaterThanOrEqualTo(1.5);
        assertThat(worse.asMap("x"))
                .containsEntry("inversion of x, mean rank of the own original", worse.meanRank());
    }

    private static final class StopAfter implements Progress {
        private final int limit;
        private int reports;

        StopAfter(int limit) {
            this.limit = limit;
        }

        @Override
        public void report(String phase, long done, long total) {
            reports++;
        }

        @Override
        public boolean isCanceled() {
            return reports >= limit;
        }
    }

    private static float[][] invert(InversionOptions options) throws IOException {
        return new Inverter(model, options).invert(set, Progress.SILENT);
    }

    /** Root mean square pixel difference of the images and their reconstructions. */
    private static double difference(InversionOptions options) throws IOException {
        List<Picture> rebuilt = new Synthesizer(model).images(invert(options));
        double sum = 0;
        for (int i = 0; i < set.size(); i++)
            for (int p = 0; p < set.picture(i).chw().length; p++)
                sum += Math.pow(set.picture(i).chw()[p] - rebuilt.get(i).chw()[p], 2);
        return Math.sqrt(sum / set.size() / set.picture(0).chw().length);
    }
}
