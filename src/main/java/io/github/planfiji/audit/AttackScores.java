package io.github.planfiji.audit;

import io.github.planfiji.run.UserException;
import java.util.Arrays;

/**
 * What a membership attack says of some images.
 *
 * @param values one an image; higher says member
 * @param patients the patient of each image, as a number
 */
public record AttackScores(double[] values, int[] patients) {

    /** The least posterior whose logarithm is told apart from 0's. */
    private static final double TINY = 1e-12;

    public AttackScores {
        if (values.length != patients.length)
            throw new IllegalArgumentException(
                    values.length + " scores, " + patients.length + " patients");
        UserException.require(
                values.length > 0 && Arrays.stream(values).noneMatch(Double::isNaN),
                "An attack's scores are missing or not a number: check the network that computed them.");
    }

    /**
     * The attack on a classifier's loss: minus cross entropy, the log posterior of the true class
     * (Yeom et al., IEEE CSF 2018, arXiv 1709.01604).
     *
     * @param posteriors [N, classes], 0..1, of a classifier that is suspected to know the images
     * @param labels 0-based true classes, [N]
     */
    public static AttackScores ofLoss(float[][] posteriors, int[] labels, int[] patients) {
        double[] values = new double[posteriors.length];
        for (int i = 0; i < values.length; i++)
            values[i] = Math.log(Math.max(TINY, posteriors[i][labels[i]]));
        return new AttackScores(values, patients);
    }

    /**
     * The same from losses that were computed elsewhere.
     *
     * @param losses cross entropies, 0 or more, [N]
     */
    public static AttackScores ofLosses(double[] losses, int[] patients) {
        return new AttackScores(Arrays.stream(losses).map(loss -> -loss).toArray(), patients);
    }

    /**
     * The attack on a classifier's confidence: its greatest posterior, whether right or wrong
     * (Salem et al., NDSS 2019, arXiv 1806.01246, adversary 3).
     *
     * @param posteriors [N, classes], 0..1
     */
    public static AttackScores ofConfidence(float[][] posteriors, int[] patients) {
        double[] values = new double[posteriors.length];
        for (int i = 0; i < values.length; i++)
            for (float posterior : posteriors[i]) values[i] = Math.max(values[i], posterior);
        return new AttackScores(values, patients);
    }

    /** The same of the images at some indices. */
    AttackScores subset(int... indices) {
        return new AttackScores(
                Arrays.stream(indices).mapToDouble(i -> values[i]).toArray(),
                Arrays.stream(indices).map(i -> patients[i]).toArray());
    }
}
