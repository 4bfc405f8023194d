package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.run.Chunks;
import io.github.planfiji.run.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Runs networks over whole image sets, batch by batch and without gradients; by smaller batches
 * where memory is short.
 */
public final class Evaluation {

    private static final int BATCH = 64;

    private Evaluation() {}

    /**
     * One row [classes] of logits an image, in the set's order.
     *
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    public static float[][] logits(
            Torch torch, Classifier classifier, ImageSet set, Progress progress) {
        return rows(torch, set.size(), set::picture, classifier::logits, progress);
    }

    /**
     * One row [F] an image, in the set's order.
     *
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    public static float[][] features(Torch torch, FeatureNet net, ImageSet set, Progress progress) {
        return rows(torch, set.size(), set::picture, net::features, progress);
    }

    /** The same of pictures without labels. */
    public static float[][] features(
            Torch torch, FeatureNet net, List<Picture> pictures, Progress progress) {
        return rows(torch, pictures.size(), pictures::get, net::features, progress);
    }

    /**
     * The class of the greatest logit, 0-based, one an image.
     *
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    public static int[] predict(
            Torch torch, Classifier classifier, ImageSet set, Progress progress) {
        float[][] logits = logits(torch, classifier, set, progress);
        int[] classes = new int[logits.length];
        for (int i = 0; i < classes.length; i++) classes[i] = greatest(logits[i]);
        return classes;
    }

    /**
     * The share of images, 0..1, whose predicted class is the given one.
     *
     * @param labels 0-based classes, one an image of the set
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    public static double accuracy(
            Torch torch, Classifier classifier, ImageSet set, int[] labels, Progress progress) {
        if (labels.length != set.size())
            throw new IllegalArgumentException(
                    labels.length + " labels, " + set.size() + " images");
        int[] predicted = predict(torch, classifier, set, progress);
        long right =
                IntStream.range(0, labels.length).filter(i -> predicted[i] == labels[i]).count();
        return (double) right / labels.length;
    }

    private static float[][] rows(
            Torch torch,
            int size,
            IntFunction<Picture> pictures,
            UnaryOperator<NDArray> net,
            Progress progress) {
        float[][] rows = new float[size][];
        int most = size == 0 ? 1 : atOnce(torch, pictures.apply(0));
        new Chunks(most, torch.lanes(), progress)
                .run(
                        size,
                        (from, to) -> {
                            List<Picture> batch =
                                    IntStream.range(from, to).mapToObj(pictures).toList();
                            float[] values = values(torch, batch, net);
                            int width = values.length / (to - from);
                            for (int i = from; i < to; i++)
                                rows[i] =
                                        Arrays.copyOfRange(
                                                values, (i - from) * width, (i - from + 1) * width);
                        });
        return rows;
    }

    private static int atOnce(Torch torch, Picture picture) {
        return torch.imagesAtOnce(BATCH, picture.height(), picture.width());
    }

    private static float[] values(Torch torch, List<Picture> batch, UnaryOperator<NDArray> net) {
        try (NDScope scope = new NDScope()) {
            return torch.ops()
                    .withoutGradients(() -> net.apply(torch.images(batch)).toFloatArray());
        }
    }

    private static int greatest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
        return best;
    }
}
