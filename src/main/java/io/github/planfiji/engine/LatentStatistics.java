package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.run.Seed;
import java.util.SplittableRandom;

/**
 * Mean and spread of w over z (and classes), component by component: the scale in which latents are
 * encoded and inverted. Close it after the last use.
 *
 * @param mean [1,D]
 * @param spread [1,D], standard deviations, all positive
 */
public record LatentStatistics(NDArray mean, NDArray spread) implements AutoCloseable {

    private static final int DRAWS = 4096;

    /**
     * Estimates from 4096 latents, drawn from a fixed stream so that one generator has one answer.
     */
    public static LatentStatistics of(Torch torch, Generator generator) {
        SplittableRandom random = new Seed(0).stream("latent statistics");
        float[] rows;
        int dimension = generator.wDim();
        try (NDScope scope = new NDScope()) {
            long[] classes = new long[DRAWS];
            for (int i = 0; i < DRAWS; i++)
                classes[i] = generator.classes() == 0 ? 0 : i % generator.classes();
            NDArray z = torch.normal(random, DRAWS, generator.zDim());
            rows =
                    torch.ops()
                            .withoutGradients(() -> generator.mapping(z, torch.indices(classes)))
                            .toFloatArray();
        }
        float[] mean = new float[dimension];
        float[] spread = new float[dimension];
        for (int d = 0; d < dimension; d++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < DRAWS; i++) {
                double value = rows[i * dimension + d];
                sum += value;
                squares += value * value;
            }
            mean[d] = (float) (sum / DRAWS);
            spread[d] =
                    (float) Math.sqrt(Math.max(1e-12, squares / DRAWS - sum / DRAWS * sum / DRAWS));
        }
        return new LatentStatistics(
                torch.array(mean, 1, dimension), torch.array(spread, 1, dimension));
    }

    /** (w - mean) / spread. */
    public NDArray standardize(NDArray w) {
        return w.sub(mean).div(spread);
    }

    /** mean + spread * x. */
    public NDArray restore(NDArray x) {
        return mean.add(spread.mul(x));
    }

    @Override
    public void close() {
        mean.close();
        spread.close();
    }
}
