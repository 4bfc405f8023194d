package io.github.planfiji.walk;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.engine.Classifier;
import io.github.planfiji.engine.FeatureNet;
import io.github.planfiji.engine.Generator;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.latent.ElasticBand;
import io.github.planfiji.latent.LatentPath;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Provenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Walks between two latents, straight or by PLAN, and measures every step. */
public final class Walker {

    private final Model model;
    private final Torch torch;
    private final Generator generator;
    private final Classifier identity;
    private final Classifier condition;
    private final FeatureNet perceptual;
    private final WalkOptions options;
    private final Optional<RealImages> reals;

    /**
     * @param model with generator, identity and condition classifier, and for the distance an
     *     encoder or perceptual network
     * @param reals to measure the distance to; without them it is not a number
     */
    public Walker(Model model, WalkOptions options, Optional<RealImages> reals) throws IOException {
        this.model = model;
        this.torch = model.torch();
        this.generator = model.generator();
        this.identity = model.identity();
        this.condition = model.condition();
        this.perceptual = reals.isPresent() ? model.perceptual() : null;
        this.options = options;
        this.reals = reals;
    }

    /**
     * The straight walk.
     *
     * @param label 0-based class of the walk
     */
    public WalkResult linear(float[] from, float[] to, int label) {
        LatentPath path = LatentPath.linear(from, to, options.steps());
        double loss = optimizer().evaluate(path, label).loss();
        return measured("linear", path, label, new double[] {loss});
    }

    /**
     * The walk by PLAN.
     *
     * @param label 0-based class of the walk
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    public WalkResult plan(float[] from, float[] to, int label, Progress progress) {
        LatentPath start = LatentPath.linear(from, to, options.steps());
        PlanOptimizer.Outcome outcome = optimizer().optimize(start, label, progress);
        return measured("plan", outcome.path(), label, outcome.lossHistory());
    }

    private PlanOptimizer optimizer() {
        return new PlanOptimizer(
                new ImageTerms(torch, generator, identity, condition, options), options);
    }

    private WalkResult measured(String method, LatentPath path, int label, double[] history) {
        int[] labels = new int[path.steps()];
        Arrays.fill(labels, label);
        ImageTerms.Value terms =
                new ImageTerms(torch, generator, identity, condition, options)
                        .evaluate(path.points(), labels);
        double[] segments = new ElasticBand(options.distanceOffset()).segments(path);
        List<WalkStep> steps = new ArrayList<>();
        for (int t = 0; t < path.steps(); t++) {
            Look look = look(path.points(), t, label);
            double segment = t < segments.length ? segments[t] : 0;
            steps.add(
                    new WalkStep(
                            t,
                            look.image,
                            look.confidence,
                            look.distance,
                            look.classProbability,
                            segment,
                            terms.identityLoss()[t],
                            terms.classLoss()[t]));
        }
        return new WalkResult(
                method, path, steps, history, distanceName(), provenance(method, label));
    }

    private record Look(
            Picture image, double confidence, double classProbability, double distance) {}

    private Look look(float[][] points, int t, int label) {
        try (NDScope scope = new NDScope()) {
            return torch.ops()
                    .withoutGradients(
                            () -> {
                                NDArray image =
                                        generator
                                                .synthesis(torch.latents(points, t, t + 1))
                                                .clip(-1, 1);
                                float[] posterior =
                                        identity.logits(image).softmax(1).toFloatArray();
                                float[] classes = condition.logits(image).softmax(1).toFloatArray();
                                double greatest = 0;
                                for (float p : posterior) greatest = Math.max(greatest, p);
                                double distance =
                                        reals.map(
                                                        r ->
                                                                r.nearest(
                                                                        perceptual
                                                                                .features(image)
                                                                                .toFloatArray()))
                                                .orElse(Double.NaN);
                                return new Look(
                                        Torch.pictures(image).get(0),
                                        greatest,
                                        classes[label],
                                        distance);
                            });
        }
    }

    private String distanceName() {
        return reals.map(RealImages::distanceName).orElse("not measured (no real images given)");
    }

    private Provenance provenance(String method, int label) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("method", method);
        all.put("class", model.manifest().classes().get(label));
        all.putAll(options.asMap());
        all.put("distance", distanceName());
        return model.provenance(0, all);
    }
}
