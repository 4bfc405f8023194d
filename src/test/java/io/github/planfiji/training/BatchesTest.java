package io.github.planfiji.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.planfiji.run.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private static final int SIZE = 10;
    private static final Integer[] ALL = IntStream.range(0, SIZE).boxed().toArray(Integer[]::new);

    @Test
    void everyEpochIsAPermutationOfItsOwn() {
        List<Integer> shown = shown(new Batches(SIZE, new Seed(1)), 0, 15);
        List<Integer> first = shown.subList(0, 10);
        assertThat(first).containsExactlyInAnyOrder(ALL).isNotEqualTo(List.of(ALL));
        for (int epoch = 1; epoch < 6; epoch++)
            assertThat(shown.subList(10 * epoch, 10 * epoch + 10))
                    .containsExactlyInAnyOrder(ALL)
                    .isNotEqualTo(first);
    }

    @Test
    void theOrderDependsOnSeedAndStepOnly() {
        List<Integer> whole = shown(new Batches(SIZE, new Seed(1)), 0, 15);
        assertThat(shown(new Batches(SIZE, new Seed(1)), 7, 15)).isEqualTo(whole.subList(28, 60));
        assertThat(shown(new Batches(SIZE, new Seed(2)), 0, 15)).isNotEqualTo(whole);
        Batches back = new Batches(SIZE, new Seed(1));
        shown(back, 7, 15);
        assertThat(shown(back, 0, 15)).isEqualTo(whole);
    }

    @Test
    void aBatchMayBeLargerThanTheSet() {
        int[] indices = new Batches(3, new Seed(1)).at(0, 7);
        assertThat(indices).hasSize(7).containsOnly(0, 1, 2);
    }

    /** Images of steps [from, to), batches of four. */
    private static List<Integer> shown(Batches batches, int from, int to) {
        List<Integer> all = new ArrayList<>();
        for (int step = from; step < to; step++)
            for (int index : batches.at(step, 4)) all.add(index);
        return all;
    }
}
