package io.github.planfiji.walk;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import com.google.gson.Gson;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Safetensors;
import io.github.planfiji.engine.Synthesizer;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Weights;
import io.github.planfiji.latent.LatentPath;
import io.github.planfiji.run.Progress;
import io.github.planfiji.testing.BenchmarkModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Our side of scripts/benchmark.sh. Arguments:
 *
 * <ul>
 *   <li>{@code weights FOLDER RESOLUTION CHANNEL-BASE}: writes the networks for both sides
 *   <li>{@code serve FOLDER T CHUNK}: one iteration of the reference-compatible search for each
 *       line {@code iterate} of the standard input; answers a JSON line
 *   <li>{@code search FOLDER T CHUNK TARGET}: the default search of the published loss; a JSON line
 *       with images and seconds until the loss was at most TARGET
 *   <li>{@code walks FOLDER T COUNT}: as many walks by the default search, one after the other and
 *       side by side, of 40 iterations; a JSON line with walks an hour
 *   <li>{@code start FOLDER}: seconds to start the engine, open the model, and draw an image, in a
 *       process that has done nothing before
 *   <li>{@code gemm}: the greatest speed of matrix products, GFLOP/s
 * </ul>
 */
final class WalkBenchmark {

    private WalkBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        long began = System.nanoTime();
        try (Torch torch = Torch.open(System.getProperty("device", "cpu"))) {
            switch (arguments[0]) {
                case "weights" ->
                        BenchmarkModel.write(
                                torch,
                                Path.of(arguments[1]),
                                Integer.parseInt(arguments[2]),
                                Integer.parseInt(arguments[3]));
                case "gemm" -> print(Map.of("gflops", gemm(torch)));
                case "start" -> start(torch, Path.of(arguments[1]), began);
                default -> {
                    Path folder = Path.of(arguments[1]);
                    try (Model model = Model.open(torch, folder)) {
                        LatentPath start = start(model, folder, Integer.parseInt(arguments[2]));
                        int chunk = Integer.parseInt(arguments[3]);
                        if (arguments[0].equals("serve")) serve(model, start, chunk);
                        else if (arguments[0].equals("walks")) walks(model, start, chunk);
                        else search(model, start, chunk, Double.parseDouble(arguments[4]));
                    }
                }
            }
        }
    }

    /** Between the ends of the benchmark's networks, or else two codes of the model. */
    private static LatentPath start(Model model, Path folder, int steps) throws IOException {
        Path file = folder.resolve(BenchmarkModel.ENDS);
        if (!Files.exists(file)) {
            float[][] codes = model.codes().orElseThrow().latents();
            return LatentPath.linear(codes[0], codes[codes.length / 2], steps);
        }
        try (Weights ends = Safetensors.read(model.torch(), file)) {
            return LatentPath.linear(
                    ends.get("from").toFloatArray(), ends.get("to").toFloatArray(), steps);
        }
    }

    /** The offset is that of the authors' code. */
    private static WalkOptions published(int steps, int chunk) {
        WalkOptions options = WalkOptions.published(steps).withChunk(chunk);
        return options.withLoss(options.loss().withDistanceOffset(1e-6));
    }

    private static void serve(Model model, LatentPath start, int chunk) throws IOException {
        WalkOptions options = published(start.steps(), chunk);
        ImageTerms terms =
                new Walker(model, options, Optional.empty()).terms(List.of(), Progress.SILENT);
        PathSearch search = PathSearch.of(start, options);
        int[] labels = new int[start.steps() - 2];
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        print(Map.of("ready", true));
        while ("iterate".equals(in.readLine())) {
            long before = System.nanoTime();
            search.tell(terms.evaluate(search.wanted(), labels));
            double seconds = (System.nanoTime() - before) / 1e9;
            double[] history = search.outcome().lossHistory();
            print(Map.of("seconds", seconds, "loss", history[history.length - 1]));
        }
    }

    private static void search(Model model, LatentPath start, int chunk, double target)
            throws IOException {
        // the default's search on the published loss, or else their losses cannot be compared
        WalkOptions options =
                WalkOptions.of(start.steps())
                        .withChunk(chunk)
                        .withLoss(published(start.steps(), chunk).loss());
        Walker walker = new Walker(model, options, Optional.empty());
        long before = System.nanoTime();
        PathSearch.Outcome outcome =
                walker.search(List.of(start), new int[1], List.of(), Progress.SILENT).get(0);
        double seconds = (System.nanoTime() - before) / 1e9;
        double[] history = outcome.lossHistory();
        long[] passes = outcome.imagePasses();
        int last = history.length - 1;
        int at = 0;
        while (at < last && history[at] > target) at++;
        print(
                Map.of(
                        "loss",
                        history[last],
                        "image_passes",
                        passes[last],
                        "seconds",
                        seconds,
                        "reached",
                        history[at] <= target,
                        "image_passes_to_target",
                        passes[at],
                        "seconds_to_target",
                        seconds * passes[at] / passes[last]));
    }

    private static void walks(Model model, LatentPath start, int count) throws IOException {
        WalkOptions options = WalkOptions.of(start.steps()).withIterations(40);
        Walker walker = new Walker(model, options, Optional.empty());
        float[][] ends = start.points();
        Walker.Ends pair = new Walker.Ends(ends[0], ends[ends.length - 1], 0);
        walker.plan(List.of(pair), Progress.SILENT);
        double alone = walksAnHour(count, () -> walker.plan(List.of(pair), Progress.SILENT), count);
        List<Walker.Ends> pairs = Collections.nCopies(count, pair);
        double together = walksAnHour(count, () -> walker.plan(pairs, Progress.SILENT), 1);
        print(Map.of("one_after_the_other", alone, "side_by_side", together));
    }

    private static double walksAnHour(int walks, Runnable work, int times) {
        long before = System.nanoTime();
        for (int i = 0; i < times; i++) work.run();
        return walks * 3600e9 / (System.nanoTime() - before);
    }

    private static void start(Torch torch, Path folder, long began) throws IOException {
        double engine = (System.nanoTime() - began) / 1e9;
        try (Model model = Model.open(torch, folder)) {
            model.generator();
            model.identity();
            model.condition();
            double opened = (System.nanoTime() - began) / 1e9;
            new Synthesizer(model).images(new float[1][model.generator().wDim()]);
            double drawn = (System.nanoTime() - began) / 1e9;
            print(Map.of("engine", engine, "model", opened - engine, "image", drawn - opened));
        }
    }

    private static double gemm(Torch torch) {
        int n = 2048;
        double best = 0;
        try (NDScope scope = new NDScope()) {
            NDArray a = torch.array(new float[n * n], n, n);
            for (int i = 0; i < 8; i++) {
                long before = System.nanoTime();
                try (NDArray product = a.matMul(a)) {
                    product.getFloat(0, 0);
                }
                best = Math.max(best, 2.0 * n * n * n / (System.nanoTime() - before));
            }
        }
        return best;
    }

    private static void print(Map<String, Object> figures) {
        System.out.println(new Gson().toJson(figures));
    }
}
