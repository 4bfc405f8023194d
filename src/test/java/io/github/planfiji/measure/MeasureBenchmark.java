package io.github.planfiji.measure;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Seconds of each measure on normal sets; run by hand, arguments: N F [N F]... */
final class MeasureBenchmark {

    private MeasureBenchmark() {}

    public static void main(String[] arguments) {
        for (int a = 0; a + 1 < arguments.length; a += 2) {
            int images = Integer.parseInt(arguments[a]);
            int features = Integer.parseInt(arguments[a + 1]);
            SplittableRandom random = new SplittableRandom(1);
            float[][] real = FeatureSets.normal(random, images, features);
            float[][] synthetic = FeatureSets.normal(random, images, features);
            System.out.printf("%d x %d%n", images, features);
            time("nearest 1", () -> NearestNeighbours.between(synthetic, real, 1).index(0));
            time("nearest 5", () -> NearestNeighbours.between(synthetic, real, 5).index(0));
            time("coverage", () -> Coverage.of(real, synthetic));
            time("kernel", () -> KernelDistance.of(real, synthetic));
            time("frechet", () -> FrechetDistance.of(real, synthetic));
        }
    }

    private static void time(String what, Supplier<Object> measure) {
        long start = System.nanoTime();
        Object result = measure.get();
        System.out.printf(
                Locale.ROOT, "  %s: %.2f s, %s%n", what, (System.nanoTime() - start) / 1e9, result);
    }
}
