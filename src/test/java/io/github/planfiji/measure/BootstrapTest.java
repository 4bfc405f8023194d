package io.github.planfiji.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    private static final int N = 400;

    private final double[] values =
            IntStream.range(0, N)
                    .mapToDouble(i -> new SplittableRandom(i).nextGaussian())
                    .toArray();
    private final ToDoubleFunction<int[]> mean =
            drawn -> Arrays.stream(drawn).mapToDouble(i -> values[i]).average().orElseThrow();
    private final Bootstrap bootstrap = new Bootstrap(new Seed(1), 2000);

    @Test
    void meanHasTheIntervalOfItsStandardError() {
        Estimate estimate = bootstrap.of(IntStream.range(0, N).toArray(), mean);
        double deviation = deviation();
        double half = 1.96 * deviation / Math.sqrt(N);
        assertThat(estimate.value()).isEqualTo(Arrays.stream(values).average().orElseThrow());
        assertThat(estimate.high() - estimate.value()).isEqualTo(half, within(0.1 * half));
        assertThat(estimate.value() - estimate.low()).isEqualTo(half, within(0.1 * half));
    }

    @Test
    void copiesOfOnePatientAddNoCertainty() {
        // the same values four times: as many images, no more patients
        int[] patients = IntStream.range(0, 4 * N).map(i -> i % N).toArray();
        ToDoubleFunction<int[]> repeated =
                drawn ->
                        Arrays.stream(drawn)
                                .mapToDouble(i -> values[i % N])
                                .average()
                                .orElseThrow();
        Estimate byPatient = bootstrap.of(patients, repeated);
        Estimate byImage = bootstrap.of(IntStream.range(0, 4 * N).toArray(), repeated);
        double ratio = (byPatient.high() - byPatient.low()) / (byImage.high() - byImage.low());
        assertThat(ratio).isEqualTo(2, within(0.2));
    }

    @Test
    void twoSamplesAreDrawnApart() {
        int[] first = {0, 1, 2};
        int[] second = {0, 0, 1, 1};
        Estimate[] sizes =
                bootstrap.ofAll(first, second, (a, b) -> new double[] {a.length, b.length});
        assertThat(sizes).containsExactly(new Estimate(3, 3, 3), new Estimate(4, 4, 4));
    }

    @Test
    void oneSeedGivesOneInterval() {
        int[] each = IntStream.range(0, N).toArray();
        assertThat(bootstrap.of(each, mean)).isEqualTo(bootstrap.of(each, mean));
        assertThat(new Bootstrap(new Seed(2), 2000).of(each, mean))
                .isNotEqualTo(bootstrap.of(each, mean));
    }

    @Test
    void tooFewResamplesAreRefused() {
        assertThatThrownBy(() -> new Bootstrap(new Seed(1), 19))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("19");
    }

    @Test
    void jackknifeOfAMeanIsItsStandardError() {
        Estimate estimate =
                Jackknife.of(N, new Seed(1), kept -> new double[] {mean.applyAsDouble(kept)})[0];
        double error = deviation() / Math.sqrt(N);
        // ten blocks know the error to a quarter
        assertThat((estimate.high() - estimate.low()) / (2 * 1.96))
                .isEqualTo(error, within(0.5 * error));
    }

    @Test
    void jackknifeLeavesOutEachItemOnce() {
        int[] left = new int[25];
        Jackknife.of(
                25,
                new Seed(1),
                kept -> {
                    for (int i : kept) left[i]++;
                    return new double[0];
                });
        // nine of ten blocks, and the whole
        assertThat(left).containsOnly(10);
    }

    private double deviation() {
        return Math.sqrt(StatUtils.variance(values));
    }
}
