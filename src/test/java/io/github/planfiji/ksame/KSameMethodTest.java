package io.github.planfiji.ksame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.ksame.KSamePoint.Share;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KSameMethodTest {

    private final KSameSources sources =
            RandomSources.ragged(new SplittableRandom(3), 200, 6, 2, 0);
    private final List<KSamePoint> centroids = run(KSameMethod.centroid());

    @Test
    void pixelAveragesPictures() {
        ImageSet set =
                new ImageSet(
                        List.of(new Sample("1", "a", "p"), new Sample("2", "a", "q")),
                        List.of(
                                new Picture(1, 1, 2, new float[] {-1, 1}),
                                new Picture(1, 1, 2, new float[] {0, 0.5f})));
        KSameOptions options = KSameOptions.of(2).withMethod(KSameMethod.pixel());
        KSameResult result = KSame.run(options, KSameSources.ofPixels(set), Progress.SILENT);
        assertThat(result.points().get(0).code()).containsExactly(-0.5f, 0.75f);
        assertThat(result.certificate().modelHash()).isEqualTo("none");
    }

    @Test
    void eigenWithAllComponentsIsTheMean() {
        List<KSamePoint> points = run(KSameMethod.eigen(6));
        for (int i = 0; i < points.size(); i++)
            assertThat(points.get(i).code())
                    .containsExactly(centroids.get(i).code(), offset(1e-6f));
    }

    @Test
    void eigenWithOneComponentLiesOnALine() {
        List<KSamePoint> points = run(KSameMethod.eigen(1));
        float[] a = points.get(0).code();
        float[] b = points.get(1).code();
        for (KSamePoint p : points) {
            double share = (p.code()[0] - a[0]) / (b[0] - a[0]);
            for (int d = 0; d < a.length; d++)
                assertThat((double) p.code()[d])
                        .isCloseTo(a[d] + share * (b[d] - a[d]), offset(1e-4));
        }
    }

    @Test
    void interpolationLiesBetweenTwoCentroidsOfOneClass() {
        List<KSamePoint> points = run(KSameMethod.interpolation(3));
        assertThat(points).hasSize(3 * centroids.size());
        Set<Integer> seconds = new HashSet<>();
        for (KSamePoint p : points) {
            assertThat(p.shares()).hasSize(2);
            Share first = p.shares().get(0);
            Share second = p.shares().get(1);
            seconds.add(second.group());
            KSamePoint a = centroids.get(first.group() - 1);
            KSamePoint b = centroids.get(second.group() - 1);
            assertThat(b.condition()).isEqualTo(a.condition()).isEqualTo(p.condition());
            assertThat(p.patients()).isEqualTo(a.patients() + b.patients());
            for (int d = 0; d < p.code().length; d++)
                assertThat((double) p.code()[d])
                        .isCloseTo(
                                first.weight() * a.code()[d] + second.weight() * b.code()[d],
                                offset(1e-6));
        }
        assertThat(seconds.size()).isGreaterThan(centroids.size() / 2);
    }

    @Test
    void interpolationOfAnOnlyGroupIsItsCentroidOnce() {
        KSameSources two = RandomSources.single(new float[] {1}, new float[] {2});
        KSameOptions options = KSameOptions.of(2).withMethod(KSameMethod.interpolation(4));
        List<KSamePoint> points = KSame.run(options, two, Progress.SILENT).points();
        assertThat(points).hasSize(1);
        assertThat(points.get(0).code()).containsExactly(1.5f);
        assertThat(points.get(0).patients()).isEqualTo(2);
    }

    @Test
    void anotherSeedInterpolatesElsewhere() {
        KSameOptions options = KSameOptions.of(5).withMethod(KSameMethod.interpolation(1));
        float[] one = KSame.run(options, sources, Progress.SILENT).points().get(0).code();
        float[] other =
                KSame.run(options.withSeed(1), sources, Progress.SILENT).points().get(0).code();
        assertThat(other).isNotEqualTo(one);
    }

    @Test
    void senselessCountsAreRefused() {
        assertThatThrownBy(() -> KSameMethod.eigen(0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("0 components");
        assertThatThrownBy(() -> KSameMethod.interpolation(0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("0 points a group");
    }

    private List<KSamePoint> run(KSameMethod method) {
        return KSame.run(KSameOptions.of(5).withMethod(method), sources, Progress.SILENT).points();
    }
}
