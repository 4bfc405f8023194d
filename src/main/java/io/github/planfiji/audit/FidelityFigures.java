package io.github.planfiji.audit;

import io.github.planfiji.measure.Coverage;
import io.github.planfiji.measure.Estimate;
import io.github.planfiji.measure.FrechetDistance;
import io.github.planfiji.measure.Jackknife;
import io.github.planfiji.measure.KernelDistance;
import java.util.Arrays;
import java.util.function.Function;

/**
 * How like the training images the released ones are as a set, beside what the held-out real images
 * reach.
 *
 * @param space name of the feature space
 * @param kernel kernel distance (KID) of the released images
 * @param heldOutKernel that of the held-out images
 * @param frechet Fréchet distance (FID) of the released images; an interval where it is quick
 * @param heldOutFrechet that of the held-out images, which are another number
 * @param precision of the released images, as the next three
 * @param recall see {@link Coverage}
 * @param density see {@link Coverage}
 * @param coverage see {@link Coverage}
 * @param heldOut the same four of the held-out images
 */
public record FidelityFigures(
        String space,
        KernelDistance kernel,
        KernelDistance heldOutKernel,
        Estimate frechet,
        double heldOutFrechet,
        Estimate precision,
        Estimate recall,
        Estimate density,
        Estimate coverage,
        Coverage heldOut) {

    /** Above so many features a Fréchet distance takes too long to be measured eleven times. */
    private static final int QUICK = 512;

    static FidelityFigures of(FeatureSpace space, AuditOptions options) {
        float[][] training = space.training();
        float[][] released = space.released();
        Estimate[] neighbours = spread(released, options, rows -> figures(training, rows));
        return new FidelityFigures(
                space.name(),
                KernelDistance.of(training, released),
                KernelDistance.of(training, space.heldOut()),
                frechet(training, released, options),
                FrechetDistance.of(training, space.heldOut()),
                neighbours[0],
                neighbours[1],
                neighbours[2],
                neighbours[3],
                Coverage.of(training, space.heldOut()));
    }

    private static Estimate frechet(float[][] training, float[][] released, AuditOptions options) {
        if (training[0].length > QUICK)
            return Estimate.single(FrechetDistance.of(training, released));
        return spread(released, options, rows -> new double[] {FrechetDistance.of(training, rows)})[
                0];
    }

    private static double[] figures(float[][] training, float[][] released) {
        Coverage coverage = Coverage.of(training, released);
        return new double[] {
            coverage.precision(), coverage.recall(), coverage.density(), coverage.coverage()
        };
    }

    private static Estimate[] spread(
            float[][] released, AuditOptions options, Function<float[][], double[]> figures) {
        return Jackknife.of(
                released.length,
                options.random("fidelity"),
                kept ->
                        figures.apply(
                                Arrays.stream(kept)
                                        .mapToObj(i -> released[i])
                                        .toArray(float[][]::new)));
    }
}
