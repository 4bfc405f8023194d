package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static Torch torch;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    /** Logits are the first two values of an image. */
    private static final Classifier FIRST_VALUES =
            new Classifier() {
                @Override
                public int classes() {
                    return 2;
                }

                @Override
                public NDArray logits(NDArray images) {
                    return images.reshape(images.getShape().get(0), -1).get(":, :2");
                }
            };

    @Test
    void everyImageOfSeveralBatchesIsPredictedInOrder() {
        ImageSet set = set(150);
        int[] predicted = Evaluation.predict(torch, FIRST_VALUES, set, Progress.SILENT);
        for (int i = 0; i < set.size(); i++) assertThat(predicted[i]).isEqualTo(i % 3 == 0 ? 1 : 0);
        assertThat(Evaluation.logits(torch, FIRST_VALUES, set, Progress.SILENT)[149])
                .containsExactly(0.5f, -1);
    }

    @Test
    void accuracyIsTheShareOfRightImages() {
        int[] zeros = new int[9];
        assertThat(Evaluation.accuracy(torch, FIRST_VALUES, set(9), zeros, Progress.SILENT))
                .isEqualTo(6 / 9.0);
        assertThatThrownBy(
                        () ->
                                Evaluation.accuracy(
                                        torch, FIRST_VALUES, set(8), zeros, Progress.SILENT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withTooLittleMemoryTheBatchesAreHalved() {
        List<Long> sizes = Collections.synchronizedList(new ArrayList<>());
        FeatureNet greedy =
                images -> {
                    sizes.add(images.getShape().get(0));
                    if (images.getShape().get(0) > 20)
                        throw new EngineException("DefaultCPUAllocator: can't allocate memory");
                    return FIRST_VALUES.logits(images);
                };
        float[][] features = Evaluation.features(torch, greedy, set(140), Progress.SILENT);
        assertThat(sizes).anyMatch(size -> size > 20);
        assertThat(sizes.stream().filter(size -> size <= 20).mapToLong(size -> size).sum())
                .isEqualTo(140);
        assertThat(features)
                .isDeepEqualTo(Evaluation.logits(torch, FIRST_VALUES, set(140), Progress.SILENT));
    }

    @Test
    void cancelIsSeenBetweenBatches() {
        AtomicInteger passes = new AtomicInteger();
        FeatureNet counting =
                images -> {
                    passes.incrementAndGet();
                    // so that no lane does all before another looks
                    LockSupport.parkNanos(20_000_000);
                    return images.reshape(images.getShape().get(0), -1);
                };
        Progress afterTwo =
                new Progress() {
                    @Override
                    public void report(String phase, long done, long total) {}

                    @Override
                    public boolean isCanceled() {
                        return passes.get() >= 2;
                    }
                };
        assertThatThrownBy(() -> Evaluation.features(torch, counting, set(1000), afterTwo))
                .isInstanceOf(CanceledException.class);
        assertThat(passes.get()).isLessThan(1000 / 64);
    }

    @Test
    void largeImagesGoThroughInSmallBatches() {
        assertThat(torch.imagesAtOnce(64, 32, 32)).isEqualTo(64);
        assertThat(torch.imagesAtOnce(64, 256, 256)).isEqualTo(4);
        assertThat(torch.imagesAtOnce(16, 1024, 1024)).isEqualTo(1);
    }

    private static ImageSet set(int size) {
        List<Sample> samples = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            samples.add(new Sample("" + i, "a", "p"));
            float second = i % 3 == 0 ? 1 : -1;
            pictures.add(new Picture(1, 2, 2, new float[] {0.5f, second, 0, 0}));
        }
        return new ImageSet(samples, pictures);
    }
}
