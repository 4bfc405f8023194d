package io.github.planfiji.ksame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PointPoolTest {

    @Test
    void agreesWithBruteForceWhileItEmpties() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] rows = new float[400][7];
        for (float[] row : rows)
            for (int d = 0; d < row.length; d++) row[d] = (float) random.nextDouble();
        PointPool pool = new PointPool(rows);
        TreeSet<Integer> left = new TreeSet<>(IntStream.range(0, 400).boxed().toList());
        while (left.size() > 9) {
            float[] mean = Vectors.mean(rows, left.stream().mapToInt(id -> id).toArray());
            assertThat(pool.mean()).containsExactly(mean, offset(1e-6f));
            pool.measureFrom(mean);
            Comparator<Integer> nearer =
                    Comparator.comparingDouble(id -> Vectors.squaredDistance(rows[id], mean));
            assertThat(pool.farthest()).isEqualTo(left.stream().max(nearer).orElseThrow());
            int[] taken = pool.takeNearest(9);
            int[] expected = left.stream().sorted(nearer).limit(9).mapToInt(id -> id).toArray();
            assertThat(taken).containsExactly(expected);
            Arrays.stream(taken).forEach(left::remove);
            assertThat(pool.size()).isEqualTo(left.size());
        }
        assertThat(pool.takeAll()).containsExactly(left.stream().mapToInt(id -> id).toArray());
        assertThat(pool.size()).isZero();
    }

    @Test
    void theFarthestFromTheMeanIsThatOfMeasuringAll() {
        SplittableRandom random = new SplittableRandom(2);
        float[][] rows = new float[900][];
        // few values, so that many distances tie
        for (int i = 0; i < rows.length; i++)
            rows[i] = new float[] {random.nextInt(9), random.nextInt(9), random.nextInt(3)};
        PointPool pool = new PointPool(rows);
        while (pool.size() > 3) {
            int found = pool.farthestFromMean();
            pool.measureFrom(pool.mean());
            assertThat(found).isEqualTo(pool.farthest());
            pool.measureFrom(pool.point(found));
            pool.takeNearest(1 + random.nextInt(3));
        }
    }

    @Test
    void tiesGoToTheLowestId() {
        PointPool pool = new PointPool(new float[][] {{1}, {-1}, {1}, {-1}});
        pool.measureFrom(new float[] {0});
        assertThat(pool.farthest()).isZero();
        assertThat(pool.farthestFromMean()).isZero();
        assertThat(pool.takeNearest(3)).containsExactly(0, 1, 2);
    }
}
