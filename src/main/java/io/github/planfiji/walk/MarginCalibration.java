package io.github.planfiji.walk;

import io.github.planfiji.measure.NearestNeighbours;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * How near to each other images of different people lie by themselves: the scale on which a
 * released image is too near to a patient's.
 */
final class MarginCalibration {

    private static final String PHASE = "Calibrating the margin";

    /** Images between two looks at whether to stop. */
    private static final int SLICE = 64;

    private MarginCalibration() {}

    /** The squared distance of each held-out image [N,F] to the nearest real one [M,F]. */
    static double[] ofHeldOut(float[][] heldOut, float[][] reals, Progress progress) {
        double[] distances = new double[heldOut.length];
        for (int from = 0; from < distances.length; from += SLICE) {
            progress.step(PHASE, from, distances.length);
            float[][] slice = slice(heldOut, from);
            NearestNeighbours nearest = NearestNeighbours.between(slice, reals, 1);
            for (int i = 0; i < slice.length; i++) distances[from + i] = nearest.squaredDistance(i);
        }
        return distances;
    }

    /**
     * Every patient held out in turn: the squared distance of each image [N,F] to the nearest one
     * of another patient.
     *
     * @param patients 0-based, N
     * @throws UserException if there is only one patient
     */
    static double[] acrossPatients(float[][] reals, int[] patients, Progress progress) {
        int[] images = new int[Arrays.stream(patients).max().orElse(0) + 1];
        for (int patient : patients) images[patient]++;
        int most = Arrays.stream(images).max().orElse(0);
        UserException.require(
                most < reals.length,
                "The margin needs images of two patients or more, but all %d are of one: give more images, held-out ones, or no margin.",
                reals.length);
        double[] distances = new double[reals.length];
        for (int from = 0; from < distances.length; from += SLICE) {
            progress.step(PHASE, from, distances.length);
            float[][] slice = slice(reals, from);
            // among so many, the image itself counted, one is of another patient
            NearestNeighbours nearest = NearestNeighbours.between(slice, reals, most + 1);
            for (int i = 0; i < slice.length; i++) {
                int rank = 0;
                while (patients[nearest.index(i, rank)] == patients[from + i]) rank++;
                distances[from + i] = nearest.squaredDistance(i, rank);
            }
        }
        return distances;
    }

    private static float[][] slice(float[][] rows, int from) {
        return Arrays.copyOfRange(rows, from, Math.min(rows.length, from + SLICE));
    }

    /**
     * @param quantile 0..1; 0 gives no margin
     * @throws UserException if so many distances are 0
     */
    static Margin margin(double[] distances, double quantile, String distanceName) {
        if (quantile == 0) return new Margin(0, 0, distances.length, distanceName);
        double threshold =
                new Percentile()
                        .withEstimationType(EstimationType.R_7)
                        .evaluate(distances, 100 * quantile);
        UserException.require(
                threshold > 0,
                "The margin would be 0, as %s %% of the real images equal one of another patient: remove double images, or give patient ids.",
                100 * quantile);
        return new Margin(threshold, quantile, distances.length, distanceName);
    }
}
