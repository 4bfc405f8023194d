package io.github.planfiji.measure;

/** How different the images of one set are from each other, in squared distances. */
public final class Diversity {

    private Diversity() {}

    /**
     * The mean squared distance of two different images, without a look at each pair; 0: all are
     * one image.
     *
     * @param set [N,F], N at least 2
     * @throws io.github.planfiji.run.UserException if the set is too small or has a feature that is
     *     not finite
     */
    public static double meanPairwise(float[][] set) {
        FeatureSet.check("compared", set, 2);
        double[] mean = new double[set[0].length];
        for (float[] row : set) for (int f = 0; f < mean.length; f++) mean[f] += row[f];
        for (int f = 0; f < mean.length; f++) mean[f] /= set.length;
        double variance = 0;
        for (float[] row : set)
            for (int f = 0; f < mean.length; f++)
                variance += (row[f] - mean[f]) * (row[f] - mean[f]);
        // over N - 1, which makes it that of pairs of different images
        return 2 * variance / (set.length - 1);
    }

    /**
     * The squared distance of each image to the nearest other one, [N]; 0: it is there twice.
     *
     * @param set [N,F], N at least 2
     * @throws io.github.planfiji.run.UserException if the set is too small or has a feature that is
     *     not finite
     */
    public static double[] nearestOther(float[][] set) {
        return NearestNeighbours.within(set, 1).squaredDistances(0);
    }
}
