package io.github.planfiji.latent;

/**
 * L_dist of PLAN (Pennisi et al. 2023): the sum of squared distances between neighbours on the
 * path, an elastic band that pulls it straight and evenly spaced.
 *
 * @param offset added to every component's difference before it is squared; 0 is the published
 *     formula, 1e-6 what the authors' code computes (the guard of PyTorch's pairwise distance)
 */
public record ElasticBand(double offset) {

    /** ||w_i - w_(i+1)||^2 for i = 0..T-2. */
    public double[] segments(LatentPath path) {
        double[] energy = new double[path.steps() - 1];
        for (int t = 0; t < energy.length; t++) {
            float[] a = path.points()[t];
            float[] b = path.points()[t + 1];
            for (int d = 0; d < a.length; d++) {
                double difference = (double) a[d] - b[d] + offset;
                energy[t] += difference * difference;
            }
        }
        return energy;
    }

    /** L_dist. */
    public double energy(LatentPath path) {
        double sum = 0;
        for (double segment : segments(path)) sum += segment;
        return sum;
    }

    /** The gradient of L_dist, [T][D]; rows of the fixed ends are zero. */
    public double[][] gradient(LatentPath path) {
        float[][] w = path.points();
        double[][] gradient = new double[path.steps()][path.dimension()];
        for (int t = 1; t + 1 < w.length; t++)
            for (int d = 0; d < w[t].length; d++) {
                // the offset enters the segments before and after with opposite signs and cancels
                gradient[t][d] = 2 * (2.0 * w[t][d] - w[t - 1][d] - w[t + 1][d]);
            }
        return gradient;
    }
}
