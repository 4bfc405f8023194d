package io.github.planfiji.ksame;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The points not yet in a group, with the distance of each to the point last measured from. Memory
 * is one copy of the points. Equal input gives equal output on any number of cores: every distance
 * is summed by one thread, in the order of the components. Ties go to the lowest id.
 */
final class PointPool {

    /** Points a block; a block of 512 components then fits a core's cache. */
    private static final int BLOCK = 128;

    private final float[][] rows;
    private final int dimension;

    /** One block of slots each, component-major: [D][BLOCK], so that the sums run as SIMD. */
    private final float[][] blocks;

    private final float[] distance;
    private final int[] idOfSlot;
    private final int[] slotOfId;
    private final double[] sum;

    /**
     * How far a point can be from the mean at most, less {@link #drift}: of each slot, infinite
     * where it was never measured.
     */
    private final double[] reach;

    /** What rounding in single precision can make of a distance, relative. */
    private final double rounding;

    /** The way that the mean has gone so far. */
    private double drift;

    private float[] lastMean;
    private int size;

    /**
     * @param rows [n][D], n at least 1; ids are the indices into it
     */
    PointPool(float[][] rows) {
        this.rows = rows;
        size = rows.length;
        dimension = rows[0].length;
        distance = new float[size];
        idOfSlot = IntStream.range(0, size).toArray();
        slotOfId = idOfSlot.clone();
        sum = new double[dimension];
        reach = new double[size];
        Arrays.fill(reach, Double.POSITIVE_INFINITY);
        rounding = 1 + (dimension + 4) * 0x1p-24;
        blocks = new float[blockCount()][dimension * BLOCK];
        for (int id = 0; id < size; id++) {
            float[] block = blocks[id / BLOCK];
            for (int d = 0; d < dimension; d++) {
                block[d * BLOCK + id % BLOCK] = rows[id][d];
                sum[d] += rows[id][d];
            }
        }
    }

    int size() {
        return size;
    }

    /** The mean of the points that are left, [D]. */
    float[] mean() {
        float[] mean = new float[dimension];
        for (int d = 0; d < dimension; d++) mean[d] = (float) (sum[d] / size);
        return mean;
    }

    /**
     * The id of the point farthest from the mean of those left: the same as by {@link #measureFrom}
     * and {@link #farthest}, but most points are not measured. A point that was measured before is
     * no farther now than it was then plus the way that the mean has gone since, which is short.
     */
    int farthestFromMean() {
        float[] mean = mean();
        if (lastMean != null) drift += Math.sqrt(Vectors.squaredDistance(mean, lastMean));
        lastMean = mean;
        int best = 0;
        for (int slot = 1; slot < size; slot++) if (reach[slot] > reach[best]) best = slot;
        float greatest = measureReach(best, mean);
        double least = leastReach(greatest);
        int first = best;
        for (int slot = 0; slot < size; slot++) {
            if (reach[slot] < least || slot == first) continue;
            float squared = measureReach(slot, mean);
            if (squared < greatest || squared == greatest && idOfSlot[slot] > idOfSlot[best])
                continue;
            best = slot;
            greatest = squared;
            least = leastReach(greatest);
        }
        return idOfSlot[best];
    }

    /** The squared distance to the mean, summed as {@link #measureBlock} does. */
    private float measureReach(int slot, float[] mean) {
        float[] point = rows[idOfSlot[slot]];
        float squared = 0;
        for (int d = 0; d < dimension; d++) {
            float difference = point[d] - mean[d];
            squared += difference * difference;
        }
        reach[slot] = Math.sqrt(squared) * rounding - drift;
        return squared;
    }

    /** With less reach, no point can be as far as this from the mean. */
    private double leastReach(float squared) {
        return Math.sqrt(squared) / rounding - drift;
    }

    /** Measures the squared Euclidean distance of every point left to {@code centre}, [D]. */
    void measureFrom(float[] centre) {
        IntStream.range(0, blockCount()).parallel().forEach(b -> measureBlock(b, centre));
    }

    private void measureBlock(int b, float[] centre) {
        float[] block = blocks[b];
        float[] sums = new float[BLOCK];
        for (int d = 0; d < dimension; d++) {
            float c = centre[d];
            int row = d * BLOCK;
            for (int i = 0; i < BLOCK; i++) {
                float difference = block[row + i] - c;
                sums[i] += difference * difference;
            }
        }
        int start = b * BLOCK;
        System.arraycopy(sums, 0, distance, start, Math.min(BLOCK, size - start));
    }

    /** The id of the point farthest from the one last measured from. */
    int farthest() {
        int best = 0;
        for (int slot = 1; slot < size; slot++) {
            int order = Float.compare(distance[slot], distance[best]);
            if (order > 0 || (order == 0 && idOfSlot[slot] < idOfSlot[best])) best = slot;
        }
        return idOfSlot[best];
    }

    /** The point with this id, [D]; not copied. */
    float[] point(int id) {
        return rows[id];
    }

    /** Takes the {@code count} points nearest to the one last measured from; nearest first. */
    int[] takeNearest(int count) {
        int[] nearest = new int[count];
        int found = 0;
        for (int slot = 0; slot < size; slot++) {
            if (found == count && !closer(slot, nearest[count - 1])) continue;
            int place = found < count ? found++ : count - 1;
            while (place > 0 && closer(slot, nearest[place - 1])) {
                nearest[place] = nearest[place - 1];
                place--;
            }
            nearest[place] = slot;
        }
        int[] ids = Arrays.stream(nearest).map(slot -> idOfSlot[slot]).toArray();
        for (int id : ids) remove(id);
        return ids;
    }

    /** Takes all points that are left, in the order of their ids. */
    int[] takeAll() {
        int[] ids = Arrays.copyOf(idOfSlot, size);
        Arrays.sort(ids);
        size = 0;
        return ids;
    }

    private boolean closer(int slot, int other) {
        int order = Float.compare(distance[slot], distance[other]);
        return order < 0 || (order == 0 && idOfSlot[slot] < idOfSlot[other]);
    }

    /** Moves the last point into the freed slot, so that the points left stay dense. */
    private void remove(int id) {
        int slot = slotOfId[id];
        int last = --size;
        for (int d = 0; d < dimension; d++) {
            sum[d] -= rows[id][d];
            blocks[slot / BLOCK][d * BLOCK + slot % BLOCK] =
                    blocks[last / BLOCK][d * BLOCK + last % BLOCK];
        }
        distance[slot] = distance[last];
        reach[slot] = reach[last];
        idOfSlot[slot] = idOfSlot[last];
        slotOfId[idOfSlot[slot]] = slot;
    }

    private int blockCount() {
        return (size + BLOCK - 1) / BLOCK;
    }
}
