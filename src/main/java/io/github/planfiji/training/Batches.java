package io.github.planfiji.training;

import io.github.planfiji.run.Seed;
import java.util.SplittableRandom;

/**
 * The order in which images are shown: every epoch a permutation of its own, drawn from the seed
 * and the epoch number alone, so that a resumed run needs no random state.
 */
final class Batches {

    private final int size;
    private final Seed seed;
    private long epoch = -1;
    private int[] order;

    Batches(int size, Seed seed) {
        this.size = size;
        this.seed = seed;
    }

    /** The image indices of a 0-based step. */
    int[] at(long step, int batch) {
        int[] indices = new int[batch];
        for (int i = 0; i < batch; i++) {
            long position = step * batch + i;
            indices[i] = order(position / size)[(int) (position % size)];
        }
        return indices;
    }

    private int[] order(long wanted) {
        if (wanted == epoch) return order;
        order = new int[size];
        SplittableRandom random = seed.stream("epoch " + wanted);
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        epoch = wanted;
        return order;
    }
}
