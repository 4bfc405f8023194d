package io.github.planfiji.walk;

import com.google.gson.Gson;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.ImageSetOptions;
import io.github.planfiji.dataset.ImageSets;
import io.github.planfiji.dataset.phantom.PhantomOptions;
import io.github.planfiji.dataset.phantom.PhantomSet;
import io.github.planfiji.engine.Codes;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.ModelManifest;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.ij.ImageJReader;
import io.github.planfiji.ksame.KSame;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.ksame.KSameSources;
import io.github.planfiji.latent.LatentPath;
import io.github.planfiji.run.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The published search beside the quasi-Newton one on pairs of k-same groups; run by hand or by
 * scripts/benchmark.sh, arguments: FOLDER T PAIRS ADAM-ITERATIONS and, for a model that is not of
 * phantoms, its images. The same loss for both, as published. One JSON line a pair.
 */
final class SolverComparison {

    private SolverComparison() {}

    public static void main(String[] arguments) throws Exception {
        int steps = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        int iterations = Integer.parseInt(arguments[3]);
        try (Torch torch = Torch.open("cpu");
                Model model = Model.open(torch, Path.of(arguments[0]))) {
            ImageSet set =
                    arguments.length > 4
                            ? images(Path.of(arguments[4]), model)
                            : PhantomSet.generate(
                                    PhantomOptions.of(200, 8, 64, 1), Progress.SILENT);
            Optional<RealImages> reals =
                    Optional.of(
                            RealImages.of(
                                    torch, model.perceptual(), set, "distance", Progress.SILENT));
            WalkOptions published = WalkOptions.published(steps).withIterations(iterations);
            Walker adam = new Walker(model, published, reals);
            WalkOptions faster = WalkOptions.of(steps).withLoss(published.loss());
            Walker newton = new Walker(model, faster, reals);
            for (Walker.Ends ends : pairs(model, count)) {
                PathSearch.Outcome reference = line("adam", adam, ends, steps, Double.NaN);
                double best = Arrays.stream(reference.lossHistory()).min().orElseThrow();
                line("quasi-newton", newton, ends, steps, best);
            }
        }
    }

    private static ImageSet images(Path folder, Model model) {
        ModelManifest manifest = model.manifest();
        return ImageSets.open(
                ImageSetOptions.of(folder, manifest.resolution(), manifest.channels()),
                new ImageJReader(),
                Progress.SILENT);
    }

    private static PathSearch.Outcome line(
            String name, Walker walker, Walker.Ends ends, int steps, double target) {
        LatentPath start = LatentPath.linear(ends.from(), ends.to(), steps);
        long before = System.nanoTime();
        PathSearch.Outcome outcome =
                walker.search(List.of(start), new int[] {ends.label()}, List.of(), Progress.SILENT)
                        .get(0);
        double seconds = (System.nanoTime() - before) / 1e9;
        WalkResult walk = walker.measured(outcome, ends.label(), Progress.SILENT);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("figure", "search");
        figures.put("solver", name);
        double[] history = outcome.lossHistory();
        figures.put("start", history[0]);
        figures.put("loss", Arrays.stream(history).min().orElseThrow());
        figures.put("last", history[history.length - 1]);
        figures.put("iterations", history.length - 1);
        figures.put("passes", outcome.imagePasses()[history.length - 1]);
        figures.put("passesToTarget", passesTo(target, outcome));
        double least = Arrays.stream(history).min().orElseThrow();
        figures.put("passesToLeast", passesTo(least, outcome));
        figures.put("passesToAThousandthOfLeast", passesTo(1.001 * least, outcome));
        figures.put("seconds", seconds);
        figures.put("confidence", walk.meanIdentityConfidence());
        // without the ends, which no search moves
        figures.put(
                "worst",
                walk.steps().subList(1, steps - 1).stream()
                        .mapToDouble(WalkStep::nearestRealDistance)
                        .min()
                        .orElseThrow());
        System.out.println(new Gson().toJson(figures));
        return outcome;
    }

    /** Until the loss was at most so great, or -1. */
    private static long passesTo(double loss, PathSearch.Outcome outcome) {
        double[] history = outcome.lossHistory();
        for (int i = 0; i < history.length; i++)
            if (history[i] <= loss) return outcome.imagePasses()[i];
        return -1;
    }

    /** Neighbouring k-same groups of one class. */
    private static List<Walker.Ends> pairs(Model model, int count) throws Exception {
        Codes codes = model.codes().orElseThrow();
        List<KSamePoint> points =
                KSame.run(
                                KSameOptions.of(5),
                                new KSameSources(
                                        codes.latents(),
                                        codes.samples(model.manifest().classes()),
                                        "none"),
                                Progress.SILENT)
                        .points();
        List<Walker.Ends> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < points.size() && pairs.size() < count; i++)
            if (points.get(i).condition().equals(points.get(i + 1).condition()))
                pairs.add(
                        new Walker.Ends(
                                points.get(i).code(),
                                points.get(i + 1).code(),
                                model.classIndex(points.get(i).condition())));
        return pairs;
    }
}
