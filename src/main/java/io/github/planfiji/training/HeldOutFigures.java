package io.github.planfiji.training;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.engine.Classifier;
import io.github.planfiji.engine.ClassifierNet;
import io.github.planfiji.engine.Codes;
import io.github.planfiji.engine.Evaluation;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Synthesizer;
import io.github.planfiji.inversion.InversionFigures;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.inversion.Inverter;
import io.github.planfiji.measure.Coverage;
import io.github.planfiji.measure.KernelDistance;
import io.github.planfiji.measure.NearestNeighbours;
import io.github.planfiji.measure.Summary;
import io.github.planfiji.run.Background;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What the generator and the inversion are worth, measured with images of patients that nothing was
 * trained on. Names of the figures say the feature space.
 */
final class HeldOutFigures {

    private static final int SAMPLES = 1000;

    /** Images whose inversion is measured, at most: an inversion is slow. */
    private static final int INVERTED = 96;

    private final Model model;
    private final TrainingData data;
    private final ModelOptions options;
    private final Classifier judge;

    /**
     * @param judge a condition classifier that guided no inversion
     */
    HeldOutFigures(Model model, TrainingData data, ModelOptions options, Classifier judge) {
        this.model = model;
        this.data = data;
        this.options = options;
        this.judge = judge;
    }

    /** Figures by name; codes are those of the training images. */
    Map<String, Double> measure(Codes codes, Progress progress) throws IOException {
        Map<String, Double> figures = new LinkedHashMap<>();
        ImageSet samples = samples(progress);
        distribution(samples, figures, progress);
        nearest(samples, figures, progress);
        int[] some = spread(data.train().size());
        float[][] latents =
                IntStream.of(some).mapToObj(i -> codes.latents()[i]).toArray(float[][]::new);
        figures.putAll(
                InversionFigures.of(model, judge, data.train().subset(some), latents, progress)
                        .asMap("training images"));
        ImageSet others = data.unseen().subset(spread(data.unseen().size()));
        float[][] unseen =
                new Inverter(model, InversionOptions.of(options.inversionSteps()))
                        .invert(others, progress);
        figures.putAll(
                InversionFigures.of(model, judge, others, unseen, progress)
                        .asMap("unseen patients"));
        return figures;
    }

    /** Indices of at most {@link #INVERTED} of so many images, evenly spread. */
    private static int[] spread(int images) {
        int count = Math.min(INVERTED, images);
        return IntStream.range(0, count).map(i -> (int) ((long) i * images / count)).toArray();
    }

    /** Images of random latents, classes as frequent as in the training set, without truncation. */
    private ImageSet samples(Progress progress) throws IOException {
        SplittableRandom random = new Seed(options.seed()).stream("held-out samples");
        ImageSet train = data.train();
        List<Sample> labels = new ArrayList<>();
        float[][] latents = new float[SAMPLES][];
        Synthesizer synthesizer = new Synthesizer(model);
        for (int i = 0; i < SAMPLES; i++) {
            int label = train.classOf(random.nextInt(train.size()));
            latents[i] = synthesizer.latent(random, label, 1);
            labels.add(
                    new Sample(
                            Integer.toString(i), train.classes().get(label), Integer.toString(i)));
        }
        List<Picture> pictures = synthesizer.images(latents, progress);
        return new ImageSet(labels, pictures);
    }

    private void distribution(ImageSet samples, Map<String, Double> figures, Progress progress)
            throws IOException {
        ClassifierNet condition = model.condition();
        float[][] real = Evaluation.features(model.torch(), condition, data.train(), progress);
        float[][] unseen = Evaluation.features(model.torch(), condition, data.unseen(), progress);
        float[][] made = Evaluation.features(model.torch(), condition, samples, progress);
        figures.put(
                "KID to training images (condition features)",
                KernelDistance.of(real, made).value());
        figures.put(
                "KID of unseen to training images (condition features)",
                KernelDistance.of(real, unseen).value());
        Coverage coverage = Coverage.of(real, made);
        figures.put("precision (condition features)", coverage.precision());
        figures.put("recall (condition features)", coverage.recall());
        figures.put("density (condition features)", coverage.density());
        figures.put("coverage (condition features)", coverage.coverage());
        int[] wanted =
                IntStream.range(0, samples.size())
                        .map(i -> data.train().classes().indexOf(samples.sample(i).condition()))
                        .toArray();
        figures.put(
                "class agreement of samples",
                Evaluation.accuracy(model.torch(), condition, samples, wanted, progress));
    }

    private void nearest(ImageSet samples, Map<String, Double> figures, Progress progress)
            throws IOException {
        float[][] real =
                Evaluation.features(model.torch(), model.perceptual(), data.train(), progress);
        float[][] made = Evaluation.features(model.torch(), model.perceptual(), samples, progress);
        float[][] unseen =
                Evaluation.features(model.torch(), model.perceptual(), data.unseen(), progress);
        nearest("samples", made, real, figures, progress);
        nearest("unseen patients", unseen, real, figures, progress);
    }

    private static void nearest(
            String what,
            float[][] from,
            float[][] real,
            Map<String, Double> figures,
            Progress progress) {
        NearestNeighbours nearest =
                Background.result(() -> NearestNeighbours.between(from, real, 1), progress);
        Summary summary = Summary.of(nearest.squaredDistances(0));
        figures.put(
                "nearest training image of " + what + ", mean (encoder perceptual)",
                summary.mean());
        figures.put(
                "nearest training image of " + what + ", minimum (encoder perceptual)",
                summary.minimum());
    }
}
