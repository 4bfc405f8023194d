package io.github.planfiji.inversion;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.Classifier;
import io.github.planfiji.engine.Evaluation;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Synthesizer;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.run.Progress;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What inversions are worth: reconstructions beside their originals. Perceptual distances are those
 * of the encoder's features, which the inversion made small; the judge must be a classifier that
 * guided nothing.
 *
 * @param images measured
 * @param pixelDifference root of the mean squared pixel difference, 0..2
 * @param perceptualDistance mean squared perceptual distance
 * @param sameClass share of reconstructions, 0..1, that the judge puts into the original's class
 * @param sameClassOfOriginals share of originals, 0..1, that the judge puts into their own class:
 *     what {@code sameClass} could be at best
 * @param ownIsNearest share of reconstructions, 0..1, whose nearest original by perceptual distance
 *     is their own
 * @param meanRank mean 1-based rank of the own original among all, by perceptual distance
 */
public record InversionFigures(
        int images,
        double pixelDifference,
        double perceptualDistance,
        double sameClass,
        double sameClassOfOriginals,
        double ownIsNearest,
        double meanRank) {

    /**
     * Measures latents against the images that they were found for.
     *
     * @param judge a condition classifier with the set's numbering of classes
     * @param codes w of every image, [N][D]
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    public static InversionFigures of(
            Model model, Classifier judge, ImageSet set, float[][] codes, Progress progress)
            throws IOException {
        Torch torch = model.torch();
        int n = set.size();
        ImageSet rebuilt =
                new ImageSet(
                        IntStream.range(0, n).mapToObj(set::sample).toList(),
                        new Synthesizer(model).images(codes, progress));
        int[] classes = IntStream.range(0, n).map(set::classOf).toArray();
        double squares = 0;
        for (int i = 0; i < n; i++)
            squares += squares(set.picture(i).chw(), rebuilt.picture(i).chw());
        float[][] originals = Evaluation.features(torch, model.perceptual(), set, progress);
        float[][] copies = Evaluation.features(torch, model.perceptual(), rebuilt, progress);
        double distances = 0;
        long ranks = 0;
        int first = 0;
        for (int i = 0; i < n; i++) {
            double own = squares(copies[i], originals[i]);
            int rank = 1;
            for (float[] other : originals) if (squares(copies[i], other) < own) rank++;
            distances += own;
            ranks += rank;
            if (rank == 1) first++;
        }
        return new InversionFigures(
                n,
                Math.sqrt(squares / n / set.picture(0).chw().length),
                distances / n,
                Evaluation.accuracy(torch, judge, rebuilt, classes, progress),
                Evaluation.accuracy(torch, judge, set, classes, progress),
                (double) first / n,
                (double) ranks / n);
    }

    private static double squares(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += ((double) a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    /**
     * The figures by name, in order.
     *
     * @param what was inverted, for the names
     */
    public Map<String, Double> asMap(String what) {
        Map<String, Double> map = new LinkedHashMap<>();
        String of = "inversion of " + what + ", ";
        map.put(of + "root mean square pixel difference", pixelDifference);
        map.put(of + "perceptual distance", perceptualDistance);
        map.put(of + "same class (judge trained apart)", sameClass);
        map.put(of + "same class of the originals (judge trained apart)", sameClassOfOriginals);
        map.put(of + "own original is the nearest", ownIsNearest);
        map.put(of + "mean rank of the own original", meanRank);
        return map;
    }
}
