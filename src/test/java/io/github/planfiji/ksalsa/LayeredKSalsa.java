package io.github.planfiji.ksalsa;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.engine.FrozenResNet;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.NoiseMode;
import io.github.planfiji.engine.StyleGan2Generator;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.ksame.KSameMethod;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.ksame.KSameSources;
import io.github.planfiji.ksame.MemberGroup;
import io.github.planfiji.latent.ArrayAdam;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * k-SALSA in W+, as the paper has it: one latent a layer, from the centroid in all layers. A trial
 * of what that adds: the members' codes and everything else of the program are in W, so the points
 * it gives are the centroids, and the optimised images stand beside them.
 */
final class LayeredKSalsa implements KSameMethod {

    private final Torch torch;
    private final StyleGan2Generator generator;
    private final Model model;
    private final KSalsaFeatures features;
    private final KSalsaOptions options;
    private final List<Picture> pictures = new ArrayList<>();

    LayeredKSalsa(Model model, KSalsaOptions options) throws IOException {
        this.torch = model.torch();
        this.model = model;
        this.generator = (StyleGan2Generator) model.generator();
        this.features = new KSalsaFeatures((FrozenResNet) model.encoder(), Optional.empty());
        this.options = options;
    }

    @Override
    public String name() {
        return "k-SALSA in W+";
    }

    @Override
    public Derivation derivation() {
        return Derivation.OPTIMIZATION;
    }

    @Override
    public List<KSamePoint> points(
            List<MemberGroup> groups, KSameSources sources, Seed seed, Progress progress) {
        List<KSamePoint> points = new ArrayList<>();
        for (int from = 0; from < groups.size(); from += options.batch()) {
            List<MemberGroup> some =
                    groups.subList(from, Math.min(groups.size(), from + options.batch()));
            try (NDScope scope = new NDScope()) {
                NDArray ws = optimize(some, sources, progress);
                pictures.addAll(
                        torch.ops().withoutGradients(() -> Torch.pictures(images(ws).clip(-1, 1))));
            }
            some.forEach(group -> points.add(KSamePoint.of(group, group.mean())));
        }
        return points;
    }

    /** Latents [B,L,D]. */
    private NDArray optimize(List<MemberGroup> groups, KSameSources sources, Progress progress) {
        MemberTargets members =
                MemberTargets.of(
                        torch, generator, features, groups, sources, options.grid(), progress);
        int layers = generator.shape().numWs();
        int dimension = generator.wDim();
        float[][] means =
                groups.stream()
                        .flatMap(g -> Collections.nCopies(layers, g.mean()).stream())
                        .toArray(float[][]::new);
        try {
            float[] x =
                    model.statistics()
                            .standardize(torch.latents(means, 0, means.length))
                            .toFloatArray();
            ArrayAdam adam = new ArrayAdam(x.length);
            for (int step = 0; step < options.steps(); step++)
                try (NDScope scope = new NDScope()) {
                    NDArray latent = torch.array(x, means.length, dimension);
                    latent.setRequiresGradient(true);
                    NDArray images =
                            images(
                                    model.statistics()
                                            .restore(latent)
                                            .reshape(-1, layers, dimension));
                    NDArray loss =
                            new KSalsaLoss(torch.ops(), options).of(features.of(images), members);
                    float[] found =
                            torch.ops()
                                    .gradients(loss.sum(), List.of(latent))
                                    .get(0)
                                    .toFloatArray();
                    double[] gradient = new double[found.length];
                    for (int i = 0; i < found.length; i++) gradient[i] = found[i];
                    adam.update(x, gradient, options.rate(step));
                }
            return model.statistics()
                    .restore(torch.array(x, means.length, dimension))
                    .reshape(-1, layers, dimension);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NDArray images(NDArray ws) {
        List<NDArray> layers = new ArrayList<>();
        for (int l = 0; l < generator.shape().numWs(); l++)
            layers.add(ws.get(new NDIndex(":, %d".formatted(l))));
        return generator.synthesis(layers, NoiseMode.CONST, null);
    }

    /** One a point, in order. */
    List<Picture> pictures() {
        return pictures;
    }
}
