package io.github.planfiji.training;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.engine.ClassifierNet;
import io.github.planfiji.engine.Codes;
import io.github.planfiji.engine.Evaluation;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Synthesizer;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.inversion.Inverter;
import io.github.planfiji.measure.Coverage;
import io.github.planfiji.measure.KernelDistance;
import io.github.planfiji.measure.NearestNeighbours;
import io.github.planfiji.measure.Summary;
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

    /** Images of unseen patients that are inverted, at most: an inversion is slow. */
    private static final int UNSEEN = 96;

    private final Model model;
    private final TrainingData data;
    private final ModelOptions options;

    HeldOutFigures(Model model, TrainingData data, ModelOptions options) {
        this.model = model;
        this.data = data;
        this.options = options;
    }

    /** Figures by name; codes are those of the training images. */
    Map<String, Double> measure(Codes codes, Progress progress) throws IOException {
        Map<String, Double> figures = new LinkedHashMap<>();
        ImageSet samples = samples();
        distribution(samples, figures);
        nearest(samples, figures);
        inversion("training images", data.train(), codes.latents(), figures);
        ImageSet others =
                data.unseen()
                        .subset(
                                IntStream.range(0, Math.min(UNSEEN, data.unseen().size()))
                                        .toArray());
        float[][] unseen =
                new Inverter(model, InversionOptions.of(options.inversionSteps()))
                        .invert(others, progress);
        inversion("unseen patients", others, unseen, figures);
        return figures;
    }

    /** Images of random latents, classes as frequent as in the training set, without truncation. */
    private ImageSet samples() throws IOException {
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
        List<Picture> pictures = synthesizer.images(latents);
        return new ImageSet(labels, pictures);
    }

    private void distribution(ImageSet samples, Map<String, Double> figures) throws IOException {
        ClassifierNet condition = model.condition();
        float[][] real = Evaluation.features(model.torch(), condition, data.train());
        float[][] unseen = Evaluation.features(model.torch(), condition, data.unseen());
        float[][] made = Evaluation.features(model.torch(), condition, samples);
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
                Evaluation.accuracy(model.torch(), condition, samples, wanted));
    }

    private void nearest(ImageSet samples, Map<String, Double> figures) throws IOException {
        float[][] real = Evaluation.features(model.torch(), model.perceptual(), data.train());
        float[][] made = Evaluation.features(model.torch(), model.perceptual(), samples);
        float[][] unseen = Evaluation.features(model.torch(), model.perceptual(), data.unseen());
        nearest("samples", made, real, figures);
        nearest("unseen patients", unseen, real, figures);
    }

    private static void nearest(
            String what, float[][] from, float[][] real, Map<String, Double> figures) {
        Summary summary = Summary.of(NearestNeighbours.between(from, real, 1).squaredDistances(0));
        figures.put(
                "nearest training image of " + what + ", mean (encoder perceptual)",
                summary.mean());
        figures.put(
                "nearest training image of " + what + ", minimum (encoder perceptual)",
                summary.minimum());
    }

    private void inversion(String what, ImageSet set, float[][] codes, Map<String, Double> figures)
            throws IOException {
        List<Picture> rebuilt = new Synthesizer(model).images(codes);
        double squares = 0;
        for (int i = 0; i < set.size(); i++) {
            float[] a = set.picture(i).chw();
            float[] b = rebuilt.get(i).chw();
            double sum = 0;
            for (int p = 0; p < a.length; p++) sum += (double) (a[p] - b[p]) * (a[p] - b[p]);
            squares += sum / a.length;
        }
        figures.put(
                "inversion of " + what + ", root mean square pixel difference",
                Math.sqrt(squares / set.size()));
        ImageSet images =
                new ImageSet(
                        IntStream.range(0, set.size()).mapToObj(set::sample).toList(), rebuilt);
        int[] classes = IntStream.range(0, set.size()).map(set::classOf).toArray();
        figures.put(
                "inversion of " + what + ", same class",
                Evaluation.accuracy(model.torch(), model.condition(), images, classes));
    }
}
