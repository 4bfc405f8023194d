package io.github.planfiji.measure;

import io.github.planfiji.run.Seed;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The share of synthetic images that lie nearer to a training image than to any held-out one, ties
 * counted half. Of a generator that learned the population it is the training images' share of all
 * real ones; one that copies is above it.
 *
 * @param value 0..1
 * @param expected training images over all real ones
 * @param low where 95 % of the shares begin if training and held-out patients change places at
 *     random (a permutation test with whole patients)
 * @param high where they end
 */
public record HoldOutShare(double value, double expected, double low, double high) {

    private static final int PERMUTATIONS = 1000;

    /** Whether the share is no greater than chance explains. */
    public boolean isWithinChance() {
        return value <= high;
    }

    /**
     * @param training the features of the training images, [N,F]
     * @param trainingPatients their patients, [N]
     * @param heldOut the features of the held-out images, [M,F]
     * @param heldOutPatients their patients, [M]; none is a training patient, whatever the number
     * @param synthetic [S,F]
     * @throws io.github.planfiji.run.UserException if a set is empty or has a feature that is not
     *     finite
     */
    public static HoldOutShare of(
            float[][] training,
            int[] trainingPatients,
            float[][] heldOut,
            int[] heldOutPatients,
            float[][] synthetic,
            Seed seed) {
        NearestNeighbours inTraining = NearestNeighbours.between(synthetic, training, 1);
        NearestNeighbours inHeldOut = NearestNeighbours.between(synthetic, heldOut, 1);
        Groups trainingGroups = new Groups(trainingPatients);
        double[] credit = new double[training.length + heldOut.length];
        double nearer = 0;
        for (int s = 0; s < synthetic.length; s++) {
            int order = Double.compare(inTraining.squaredDistance(s), inHeldOut.squaredDistance(s));
            double toTraining = order < 0 ? 1 : order == 0 ? 0.5 : 0;
            credit[inTraining.index(s)] += toTraining;
            credit[training.length + inHeldOut.index(s)] += 1 - toTraining;
            nearer += toTraining;
        }
        Groups patients = new Groups(apart(trainingPatients, heldOutPatients));
        SplittableRandom random = seed.stream("hold-out share");
        double[] shares = new double[PERMUTATIONS];
        for (int p = 0; p < PERMUTATIONS; p++) {
            for (int i : patients.divided(trainingGroups.count(), random)[1])
                shares[p] += credit[i];
            shares[p] /= synthetic.length;
        }
        return new HoldOutShare(
                nearer / synthetic.length,
                (double) training.length / credit.length,
                StatUtils.percentile(shares, 2.5),
                StatUtils.percentile(shares, 97.5));
    }

    /** Both lists of patients in one, with numbers of their own. */
    private static int[] apart(int[] training, int[] heldOut) {
        int[] all = new int[training.length + heldOut.length];
        for (int i = 0; i < training.length; i++) all[i] = 2 * training[i];
        for (int i = 0; i < heldOut.length; i++) all[training.length + i] = 2 * heldOut[i] + 1;
        return all;
    }
}
