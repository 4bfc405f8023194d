package io.github.planfiji.ksalsa;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.engine.Classifier;
import io.github.planfiji.engine.FrozenResNet;
import io.github.planfiji.engine.Generator;
import io.github.planfiji.engine.LatentStatistics;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.TorchScriptFeatures;
import io.github.planfiji.engine.Traced;
import io.github.planfiji.ksame.KSameMethod;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.ksame.KSameSources;
import io.github.planfiji.ksame.MemberGroup;
import io.github.planfiji.latent.ArrayAdam;
import io.github.planfiji.run.Chunks;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * k-SALSA (Jeon et al., ECCV 2022, arXiv 2303.10824): each group's centroid in W is optimised so
 * that its image has the content of the members' inverted images and, patch by patch, their
 * texture. Codes are latents of the model's generator.
 *
 * <p>Differs from the paper: groups come from the run's own rule, so that patients beyond a
 * multiple of k are in one group only; the images of one patient count as one member; features come
 * from the model's encoder, or a network that the user names; latents lie in W, not W+ (one latent
 * a layer was tried, and brought its images no nearer to the members'); and the style term is
 * relative, see {@link KSalsaOptions}. It draws nothing at random.
 */
public final class KSalsa implements KSameMethod {

    private static final String PHASE = "k-SALSA";

    private final Torch torch;
    private final Generator generator;
    private final LatentStatistics statistics;
    private final KSalsaFeatures features;
    private final KSalsaOptions options;
    private final String name;

    /**
     * @param model with generator and encoder; open as long as this is used
     * @param network a user's features; empty takes the encoder's
     */
    public KSalsa(Model model, Optional<TorchScriptFeatures> network, KSalsaOptions options)
            throws IOException {
        this.torch = model.torch();
        this.generator = model.generator();
        this.statistics = model.statistics();
        this.features = new KSalsaFeatures(own(model.encoder()), network);
        this.options = options;
        this.name =
                String.format(
                        Locale.ROOT,
                        "k-SALSA, %d steps, learning rate %s, content %s, style %s, %d x %d patches, %s",
                        options.steps(),
                        options.learningRate(),
                        options.contentWeight(),
                        options.styleWeight(),
                        options.grid(),
                        options.grid(),
                        network.map(n -> "features " + n.hash()).orElse("encoder's features"));
    }

    private static FrozenResNet own(Classifier encoder) {
        UserException.require(
                encoder instanceof FrozenResNet,
                "k-SALSA compares images by inner layers of the model's encoder, which a TorchScript encoder does not show: use another method.");
        return (FrozenResNet) encoder;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Derivation derivation() {
        return Derivation.OPTIMIZATION;
    }

    /**
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     * @throws UserException if the codes are no latents of this model, or the loss is not finite
     */
    @Override
    public List<KSamePoint> points(
            List<MemberGroup> groups, KSameSources sources, Seed seed, Progress progress) {
        int dimension = groups.get(0).mean().length;
        UserException.require(
                dimension == generator.wDim(),
                "k-SALSA works on latents of %d components, these codes have %d: invert the images with this model.",
                generator.wDim(),
                dimension);
        List<KSamePoint> points = new ArrayList<>();
        long units = (long) groups.size() * options.steps();
        int side = generator.resolution();
        int atOnce = torch.imagesAtOnce(options.batch(), side, side);
        for (int from = 0; from < groups.size(); from += atOnce) {
            List<MemberGroup> some = groups.subList(from, Math.min(groups.size(), from + atOnce));
            long done = (long) from * options.steps();
            float[][] codes =
                    optimize(
                            some,
                            sources,
                            progress,
                            step -> progress.step(PHASE, done + (long) step * some.size(), units));
            for (int g = 0; g < some.size(); g++) points.add(KSamePoint.of(some.get(g), codes[g]));
        }
        progress.step(PHASE, units, units);
        return points;
    }

    private float[][] optimize(
            List<MemberGroup> groups, KSameSources sources, Progress progress, IntConsumer atStep) {
        try (NDScope scope = new NDScope()) {
            MemberTargets members =
                    MemberTargets.of(
                            torch, generator, features, groups, sources, options.grid(), progress);
            float[][] means = groups.stream().map(MemberGroup::mean).toArray(float[][]::new);
            float[] x =
                    statistics.standardize(torch.latents(means, 0, means.length)).toFloatArray();
            ArrayAdam adam = new ArrayAdam(x.length);
            Best best = new Best(means.length, generator.wDim());
            Chunks parts = new Chunks(means.length, torch.lanes(), progress);
            for (int step = 0; step < options.steps(); step++) {
                atStep.accept(step);
                adam.update(x, gradient(x, members, best, parts), options.rate(step));
            }
            NDArray w = statistics.restore(torch.array(best.x, means.length, generator.wDim()));
            return rows(w.toFloatArray(), means.length);
        }
    }

    /** The latents of least loss so far, group by group. */
    private static final class Best {
        private final float[] x;
        private final float[] loss;

        Best(int groups, int dimension) {
            x = new float[groups * dimension];
            loss = new float[groups];
            Arrays.fill(loss, Float.POSITIVE_INFINITY);
        }

        void take(float[] now, float[] losses, KSalsaOptions options) {
            int dimension = x.length / loss.length;
            for (int g = 0; g < loss.length; g++) {
                UserException.require(
                        Float.isFinite(losses[g]),
                        "k-SALSA's loss is %s: use a learning rate below %s.",
                        losses[g],
                        options.learningRate());
                if (losses[g] >= loss[g]) continue;
                loss[g] = losses[g];
                System.arraycopy(now, g * dimension, x, g * dimension, dimension);
            }
        }
    }

    /** Of the loss with respect to standardised latents, [B*D]. */
    private double[] gradient(float[] x, MemberTargets members, Best best, Chunks chunks) {
        int dimension = generator.wDim();
        double[] gradient = new double[x.length];
        float[] losses = new float[x.length / dimension];
        chunks.run(
                losses.length,
                (from, to) -> {
                    try (NDScope scope = new NDScope()) {
                        NDArray latent =
                                torch.array(
                                        Arrays.copyOfRange(x, from * dimension, to * dimension),
                                        to - from,
                                        dimension);
                        try (Traced rendering = generator.render(statistics.restore(latent))) {
                            NDArray loss =
                                    new KSalsaLoss(torch.ops(), options)
                                            .of(
                                                    features.of(rendering.result()),
                                                    members.part(from, to));
                            System.arraycopy(loss.toFloatArray(), 0, losses, from, to - from);
                            // the way back through the networks takes long too
                            chunks.checkCanceled();
                            NDArray found = rendering.gradient(loss.sum());
                            float[] values = found.mul(statistics.spread()).toFloatArray();
                            for (int i = 0; i < values.length; i++)
                                gradient[from * dimension + i] = values[i];
                        }
                    }
                });
        best.take(x, losses, options);
        return gradient;
    }

    private static float[][] rows(float[] values, int count) {
        int width = values.length / count;
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++)
            rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        return rows;
    }
}
