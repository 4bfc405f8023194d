package io.github.planfiji.ksame;

import io.github.planfiji.dataset.Sample;
import io.github.planfiji.run.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Seconds and variance of both rules on many latents; run by hand, arguments: images D k... */
final class KSameBenchmark {

    private KSameBenchmark() {}

    public static void main(String[] arguments) {
        int images = Integer.parseInt(arguments[0]);
        int dimension = Integer.parseInt(arguments[1]);
        SplittableRandom random = new SplittableRandom(1);
        float[][] codes = new float[images][dimension];
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            samples.add(new Sample("f" + i, "a", "p" + i));
            for (int d = 0; d < dimension; d++) codes[i][d] = (float) random.nextDouble();
        }
        KSameSources sources = new KSameSources(codes, samples, "none");
        for (int a = 2; a < arguments.length; a++)
            for (GroupingRule rule : GroupingRule.values()) {
                KSameOptions options =
                        KSameOptions.of(Integer.parseInt(arguments[a])).withRule(rule);
                long start = System.nanoTime();
                KSameResult result = KSame.run(options, sources, Progress.SILENT);
                System.out.printf(
                        Locale.ROOT,
                        "%s, k = %d: %.1f s, %d groups, share of variance inside %.4f%n",
                        rule,
                        options.k(),
                        (System.nanoTime() - start) / 1e9,
                        result.points().size(),
                        result.certificate().spread().shareOfTotal());
            }
    }
}
