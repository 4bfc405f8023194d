package io.github.planfiji.walk;

import io.github.planfiji.latent.ArrayAdam;
import io.github.planfiji.latent.ElasticBand;
import io.github.planfiji.latent.LatentPath;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.util.Arrays;

/**
 * PLAN: bends a straight path so that its images look like nobody in particular and keep their
 * class (Pennisi et al. 2023, L_PLAN = L_dist + identity + class). The two ends never move.
 */
final class PlanOptimizer {

    private static final String PHASE = "Walking";

    private final ImageTerms terms;
    private final WalkOptions options;
    private final ElasticBand band;

    PlanOptimizer(ImageTerms terms, WalkOptions options) {
        this.terms = terms;
        this.options = options;
        this.band = new ElasticBand(options.distanceOffset());
    }

    /**
     * @param path the best one seen, by loss
     * @param lossHistory L_PLAN before each iteration and after the last; interior images only, as
     *     published
     */
    record Outcome(LatentPath path, double[] lossHistory) {}

    /** Loss and gradient of the whole path: rows of the fixed ends are zero. */
    record Evaluation(double loss, double[][] gradient) {}

    /**
     * @param start the straight path
     * @param label 0-based class of the whole path
     */
    Outcome optimize(LatentPath start, int label, Progress progress) {
        int dimension = start.dimension();
        int interior = start.steps() - 2;
        float[] moving = new float[interior * dimension];
        for (int t = 0; t < interior; t++)
            System.arraycopy(start.points()[t + 1], 0, moving, t * dimension, dimension);
        ArrayAdam adam = new ArrayAdam(moving.length);
        double[] history = new double[options.iterations() + 1];
        LatentPath best = start;
        double bestLoss = Double.POSITIVE_INFINITY;
        double markLoss = Double.POSITIVE_INFINITY;
        int markAt = 0;
        for (int i = 0; ; i++) {
            progress.step(PHASE, i, Math.max(1, options.iterations()));
            LatentPath path = withInterior(start, moving);
            Evaluation evaluation = evaluate(path, label);
            UserException.require(
                    Double.isFinite(evaluation.loss),
                    "The walk's loss is not a number at iteration %d: use a smaller learning rate, or check the model's weights.",
                    i);
            history[i] = evaluation.loss;
            if (evaluation.loss < bestLoss) {
                bestLoss = evaluation.loss;
                best = path;
            }
            if (evaluation.loss < markLoss * (1 - options.tolerance())) {
                markLoss = evaluation.loss;
                markAt = i;
            }
            boolean plateau = options.patience() > 0 && i - markAt >= options.patience();
            if (i == options.iterations() || plateau)
                return new Outcome(best, Arrays.copyOf(history, i + 1));
            adam.update(moving, flat(evaluation.gradient, dimension), options.learningRate());
        }
    }

    /** L_PLAN of a path and its gradient; the image terms are summed over the interior points. */
    Evaluation evaluate(LatentPath path, int label) {
        float[][] interior = Arrays.copyOfRange(path.points(), 1, path.steps() - 1);
        int[] labels = new int[interior.length];
        Arrays.fill(labels, label);
        ImageTerms.Value images = terms.evaluate(interior, labels);
        double[][] gradient = band.gradient(path);
        for (int t = 0; t < interior.length; t++)
            for (int d = 0; d < gradient[t + 1].length; d++)
                gradient[t + 1][d] += images.gradient()[t][d];
        return new Evaluation(band.energy(path) + images.sum(), gradient);
    }

    private static LatentPath withInterior(LatentPath start, float[] moving) {
        int dimension = start.dimension();
        float[][] points = start.points().clone();
        for (int t = 1; t + 1 < points.length; t++)
            points[t] = Arrays.copyOfRange(moving, (t - 1) * dimension, t * dimension);
        return new LatentPath(points);
    }

    private static double[] flat(double[][] gradient, int dimension) {
        double[] values = new double[(gradient.length - 2) * dimension];
        for (int t = 1; t + 1 < gradient.length; t++)
            System.arraycopy(gradient[t], 0, values, (t - 1) * dimension, dimension);
        return values;
    }
}
