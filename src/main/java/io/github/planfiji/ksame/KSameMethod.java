package io.github.planfiji.ksame;

import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import java.util.List;

/**
 * How the points to release are made from groups. A method must use nothing of a group's members
 * but what its aggregate says of them: no name, order or residual of one member.
 */
public interface KSameMethod {

    /** What the checker can derive again from the members. */
    enum Derivation {
        /** Each point is its group's mean. */
        MEAN,
        /** Each point is the weighted mean of group means, as its shares say. */
        INTERPOLATION,
        /** Each point is its group's mean, projected at right angles onto one flat subspace. */
        PROJECTION,
        /** Points were optimised from the means: the checker cannot derive them again. */
        OPTIMIZATION
    }

    /** The method's name as options and the certificate write it. */
    String name();

    Derivation derivation();

    /**
     * Makes the points.
     *
     * @param groups in the order of their numbers, 1 to their count; not empty
     * @param sources what the groups' image indices point into
     * @param seed the run's seed
     * @return points numbered 1 to their count, in this order
     */
    List<KSamePoint> points(
            List<MemberGroup> groups, KSameSources sources, Seed seed, Progress progress);

    /** The mean latent of each group: codes are latents of the inverted images. */
    static KSameMethod centroid() {
        return new GroupMean("centroid");
    }

    /**
     * The mean picture of each group: codes are pixels (k-Same-Pixel; Newton, Sweeney and Malin,
     * IEEE TKDE 17(2), 2005).
     */
    static KSameMethod pixel() {
        return new GroupMean("pixel");
    }

    /**
     * The mean of each group's principal component coefficients, back in pixels: codes are pixels
     * (k-Same-Eigen; Newton, Sweeney and Malin 2005). The eigenbasis is that of the grouped
     * patients' mean pictures.
     *
     * @param components how many leading components are kept, at least 1; capped at the number of
     *     patients less 1
     */
    static KSameMethod eigen(int components) {
        return new EigenMean(components);
    }

    /**
     * Latent centroid interpolation (Pennisi et al., DeCaF 2022, doi 10.1007/978-3-031-18523-6_7):
     * points on the straight lines between group centroids of one class. The paper leaves pairs and
     * weights open; here each group is paired with other groups of its class drawn uniformly, the
     * position on the line is uniform in 0..1, and the only group of a class gives its centroid
     * once.
     *
     * @param pointsPerGroup at least 1
     */
    static KSameMethod interpolation(int pointsPerGroup) {
        return new CentroidInterpolation(pointsPerGroup);
    }
}
