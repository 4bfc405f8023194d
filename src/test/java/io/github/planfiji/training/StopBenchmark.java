package io.github.planfiji.training;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.dataset.phantom.PhantomOptions;
import io.github.planfiji.dataset.phantom.PhantomSet;
import io.github.planfiji.engine.FeatureNet;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.PerceptualNet;
import io.github.planfiji.engine.ResNet;
import io.github.planfiji.engine.ResNetShape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Weights;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.inversion.Inverter;
import io.github.planfiji.ksalsa.KSalsa;
import io.github.planfiji.ksalsa.KSalsaOptions;
import io.github.planfiji.ksame.KSame;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.ksame.KSameSources;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.testing.BenchmarkModel;
import io.github.planfiji.walk.WalkOptions;
import io.github.planfiji.walk.Walker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The longest that a user who stops would have waited, by phase, with large images; run by hand.
 * Arguments: folder to write into, pixels, seconds a phase. Generator and classifiers are of the
 * published sizes and untrained, the GAN in training is the small one.
 */
final class StopBenchmark {

    private final Torch torch;
    private final Model model;
    private final ImageSet set;
    private final Path folder;
    private final double seconds;

    private StopBenchmark(Torch torch, Model model, ImageSet set, Path folder, double seconds) {
        this.torch = torch;
        this.model = model;
        this.set = set;
        this.folder = folder;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws IOException {
        int side = Integer.parseInt(arguments[1]);
        Path folder = Path.of(arguments[0]);
        Path networks = folder.resolve("model-" + side);
        try (Torch torch = Torch.open("cpu")) {
            if (!Files.exists(networks)) BenchmarkModel.write(torch, networks, side, 64 * side);
            ImageSet set = PhantomSet.generate(PhantomOptions.of(24, 2, side, 1), Progress.SILENT);
            try (Model model = Model.open(torch, networks)) {
                Path written = Files.createTempDirectory(folder, "stop");
                double seconds = Double.parseDouble(arguments[2]);
                new StopBenchmark(torch, model, set, written, seconds).all();
            }
        }
    }

    private interface Work {
        void run(Progress progress) throws IOException;
    }

    private void all() throws IOException {
        time("inversion", p -> new Inverter(model, InversionOptions.of(30)).invert(set, p));
        time("k-SALSA", this::kSalsa);
        time("walk", this::walk);
        time("classifier in training", this::classifier);
        time("encoder in training", this::encoder);
        time("GAN in training", this::gan);
    }

    private void time(String phase, Work work) throws IOException {
        Waits waits = new Waits(seconds);
        try {
            work.run(waits);
        } catch (CanceledException e) {
            waits.isCanceled();
        }
        System.out.printf(
                Locale.ROOT,
                "%s: at most %.1f s, asked %d times%n",
                phase,
                waits.longest / 1e9,
                waits.asked);
    }

    /** Counts the time between two questions; the last is to the end. */
    private static final class Waits implements Progress {
        private final long end;
        private long last;
        private long longest;
        private int asked;

        Waits(double seconds) {
            end = System.nanoTime() + (long) (seconds * 1e9);
        }

        @Override
        public void report(String phase, long done, long total) {}

        @Override
        public boolean isCanceled() {
            long now = System.nanoTime();
            if (asked++ > 0) longest = Math.max(longest, now - last);
            last = now;
            return now > end;
        }
    }

    private void kSalsa(Progress progress) throws IOException {
        float[][] latents = new float[set.size()][];
        float[] mean = model.statistics().mean().toFloatArray();
        for (int i = 0; i < latents.length; i++) {
            latents[i] = mean.clone();
            latents[i][i] += 1;
        }
        List<Sample> samples = IntStream.range(0, set.size()).mapToObj(set::sample).toList();
        KSameOptions how =
                KSameOptions.of(4)
                        .withMethod(new KSalsa(model, Optional.empty(), KSalsaOptions.of(100)));
        KSame.run(how, new KSameSources(latents, samples, "benchmark"), progress);
    }

    private void walk(Progress progress) throws IOException {
        float[] from = model.statistics().mean().toFloatArray();
        float[] to = from.clone();
        to[0] += 5;
        new Walker(model, WalkOptions.of(10), Optional.empty()).plan(from, to, 0, progress);
    }

    private void classifier(Progress progress) {
        ResNetShape shape = ResNetShape.forClassifier(3, set.width(), set.patients().size());
        ClassifierOptions how = ClassifierOptions.of(Target.IDENTITY, 100, 1);
        try (ClassifierTrainer trainer =
                new ClassifierTrainer(torch, shape, set, set, how, folder.resolve("net"))) {
            trainer.train(progress).close();
        }
    }

    private void encoder(Progress progress) throws IOException {
        ResNetShape shape = ResNetShape.forImages(3, set.width(), model.generator().wDim());
        try (Weights start = ResNet.init(torch, shape, new Seed(1).stream("start"));
                EncoderTrainer trainer =
                        new EncoderTrainer(
                                torch,
                                model.generator(),
                                model.statistics(),
                                set,
                                new ResNet(torch, shape, start),
                                EncoderOptions.of(100, 1),
                                folder.resolve("encoder"))) {
            trainer.train(progress);
        }
    }

    private void gan(Progress progress) throws IOException {
        List<FeatureNet> features =
                List.of(
                        PerceptualNet.of(torch, model.condition()),
                        PerceptualNet.of(torch, model.identity()));
        try (GanTrainer trainer =
                new GanTrainer(
                        torch,
                        ModelOptions.small(60, 1).shape(set.width(), 3, set.classes().size()),
                        set,
                        GanOptions.of(set.width(), 60, 1),
                        features,
                        folder.resolve("gan"))) {
            trainer.train(Schedule.of(0), progress, (images, samples) -> {});
        }
    }
}
