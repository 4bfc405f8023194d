package io.github.planfiji.walk;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.engine.FeatureNet;
import io.github.planfiji.engine.Generator;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.latent.ElasticBand;
import io.github.planfiji.latent.LatentPath;
import io.github.planfiji.run.Chunks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Looks at every step of a walk once, without gradients: image, posteriors, losses and the distance
 * to real images.
 */
record WalkMeasure(
        Torch torch,
        Generator generator,
        IdentityTerm identity,
        ClassTerm condition,
        FeatureNet perceptual,
        Optional<RealImages> reals,
        ElasticBand band) {

    /**
     * @param label 0-based class of the walk
     */
    List<WalkStep> steps(LatentPath path, int label, Chunks chunks) {
        WalkStep[] steps = new WalkStep[path.steps()];
        double[] segments = Arrays.copyOf(band.segments(path), steps.length);
        chunks.run(
                steps.length,
                (from, to) -> {
                    List<WalkStep> part = part(path, from, to, label, segments);
                    for (int t = from; t < to; t++) steps[t] = part.get(t - from);
                });
        return List.of(steps);
    }

    private List<WalkStep> part(LatentPath path, int from, int to, int label, double[] segments) {
        try (NDScope scope = new NDScope()) {
            return torch.ops()
                    .withoutGradients(
                            () -> {
                                NDArray w = torch.latents(path.points(), from, to);
                                NDArray images = generator.synthesis(w).clip(-1, 1);
                                return part(images, from, label, segments);
                            });
        }
    }

    private List<WalkStep> part(NDArray images, int from, int label, double[] segments) {
        List<Picture> pictures = Torch.pictures(images);
        int n = pictures.size();
        int[] labels = new int[n];
        Arrays.fill(labels, label);
        NDArray idLogits = identity.classifier().logits(images);
        NDArray classLogits = condition.classifier().logits(images);
        float[] idLosses = identity.losses(idLogits, labels).toFloatArray();
        float[] classLosses = condition.losses(classLogits, labels).toFloatArray();
        float[] confidence = idLogits.softmax(1).max(new int[] {1}).toFloatArray();
        float[] classes = classLogits.softmax(1).toFloatArray();
        double[] distances = distances(images, n);
        List<WalkStep> steps = new ArrayList<>(n);
        for (int i = 0; i < n; i++)
            steps.add(
                    new WalkStep(
                            from + i,
                            pictures.get(i),
                            confidence[i],
                            distances[i],
                            classes[i * (classes.length / n) + label],
                            segments[from + i],
                            idLosses[i],
                            classLosses[i]));
        return steps;
    }

    private double[] distances(NDArray images, int n) {
        double[] distances = new double[n];
        if (reals.isEmpty()) {
            Arrays.fill(distances, Double.NaN);
            return distances;
        }
        float[] features = perceptual.features(images).toFloatArray();
        int each = features.length / n;
        float[][] rows = new float[n][];
        for (int i = 0; i < n; i++)
            rows[i] = Arrays.copyOfRange(features, i * each, (i + 1) * each);
        return reals.get().nearest(rows);
    }
}
