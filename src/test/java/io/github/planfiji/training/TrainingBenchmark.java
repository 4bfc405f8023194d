package io.github.planfiji.training;

import com.google.gson.Gson;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.phantom.PhantomOptions;
import io.github.planfiji.dataset.phantom.PhantomSet;
import io.github.planfiji.engine.StyleGan2Shape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.run.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Images a second of GAN training at 64 pixels, with and without the rebuilding of real images; the
 * peer of scripts/benchmark/training.py. Argument: steps to time, a multiple of 16 to count the
 * penalties rightly.
 */
final class TrainingBenchmark {

    private static final int RESOLUTION = 64;

    private TrainingBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int steps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 32;
        ImageSet set =
                PhantomSet.generate(PhantomOptions.of(20, 4, RESOLUTION, 1), Progress.SILENT);
        StyleGan2Shape shape = ModelOptions.small(1, 1).shape(RESOLUTION, 3, set.classes().size());
        try (Torch torch = Torch.open(System.getProperty("device", "cpu"))) {
            for (double reconstruction : new double[] {0, 20}) {
                Path folder = Files.createTempDirectory("training");
                try (GanTrainer trainer =
                        new GanTrainer(
                                torch, shape, set, options(reconstruction), List.of(), folder)) {
                    System.out.println(new Gson().toJson(time(trainer, steps, reconstruction)));
                }
                Files.delete(folder);
            }
        }
    }

    private static Map<String, Object> time(GanTrainer trainer, int steps, double reconstruction) {
        trainer.step(Progress.SILENT);
        trainer.step(Progress.SILENT);
        long before = System.nanoTime();
        for (int i = 0; i < steps; i++) trainer.step(Progress.SILENT);
        double seconds = (System.nanoTime() - before) / 1e9;
        return Map.of(
                "figure",
                "GAN training",
                "side",
                "Java",
                "rebuilding",
                reconstruction > 0,
                "resolution",
                RESOLUTION,
                "images_a_second",
                steps * options(reconstruction).batch() / seconds);
    }

    private static GanOptions options(double reconstruction) {
        GanOptions d = GanOptions.of(RESOLUTION, 1, 1);
        return new GanOptions(
                d.kimg(),
                d.batch(),
                d.learningRate(),
                d.r1Gamma(),
                d.r1Interval(),
                d.emaKimg(),
                0,
                0,
                d.augmentKimg(),
                d.mirror(),
                reconstruction,
                d.seed());
    }
}
