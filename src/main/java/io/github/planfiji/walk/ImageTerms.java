package io.github.planfiji.walk;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import io.github.planfiji.engine.Classifier;
import io.github.planfiji.engine.Generator;
import io.github.planfiji.engine.Ops;
import io.github.planfiji.engine.Torch;
import java.util.Arrays;
import java.util.List;

/**
 * The two terms of L_PLAN that look at images (Pennisi et al. 2023): identity posterior towards
 * uniform, class posterior towards the label. A true sum over images, computed in chunks.
 */
final class ImageTerms {

    private final Torch torch;
    private final Generator generator;
    private final Classifier identity;
    private final Classifier condition;
    private final WalkOptions options;

    ImageTerms(
            Torch torch,
            Generator generator,
            Classifier identity,
            Classifier condition,
            WalkOptions options) {
        this.torch = torch;
        this.generator = generator;
        this.identity = identity;
        this.condition = condition;
        this.options = options;
    }

    /**
     * @param identityLoss weighted, one an image
     * @param classLoss weighted, one an image
     * @param gradient of their sum with respect to the latents, [N][D]
     */
    record Value(double[] identityLoss, double[] classLoss, double[][] gradient) {
        double sum() {
            return Arrays.stream(identityLoss).sum() + Arrays.stream(classLoss).sum();
        }
    }

    /**
     * @param latents [N][D]
     * @param label 0-based class of each, N
     */
    Value evaluate(float[][] latents, int[] label) {
        int n = latents.length;
        Value all = new Value(new double[n], new double[n], new double[n][]);
        for (int from = 0; from < n; from += options.chunk())
            chunk(latents, label, from, Math.min(n, from + options.chunk()), all);
        return all;
    }

    private void chunk(float[][] latents, int[] label, int from, int to, Value all) {
        Ops ops = torch.ops();
        try (NDScope scope = new NDScope()) {
            NDArray w = torch.latents(latents, from, to);
            w.setRequiresGradient(true);
            NDArray images = generator.synthesis(w).clip(-1, 1);
            NDArray idTerm =
                    ops.scale(divergence(identity.logits(images)), options.identityWeight());
            NDArray classTerm =
                    ops.scale(
                            crossEntropy(condition.logits(images), label, from, to),
                            options.classWeight());
            NDArray gradient = ops.gradients(idTerm.sum().add(classTerm.sum()), List.of(w)).get(0);
            float[] idValues = idTerm.toFloatArray();
            float[] classValues = classTerm.toFloatArray();
            float[] gradients = gradient.toFloatArray();
            int dimension = latents[0].length;
            for (int i = from; i < to; i++) {
                all.identityLoss[i] = idValues[i - from];
                all.classLoss[i] = classValues[i - from];
                all.gradient[i] = new double[dimension];
                for (int d = 0; d < dimension; d++)
                    all.gradient[i][d] = gradients[(i - from) * dimension + d];
            }
        }
    }

    /** The divergence of each image's posterior from uniform, [N]. */
    private NDArray divergence(NDArray logits) {
        long n = logits.getShape().get(1);
        NDArray logPosterior = logits.logSoftmax(1);
        Ops ops = torch.ops();
        if (options.direction() == IdentityDirection.UNIFORM_TO_POSTERIOR) {
            NDArray mean = ops.scale(logPosterior.sum(new int[] {1}), -1.0 / n);
            return mean.add(ops.constant(-Math.log(n)));
        }
        NDArray negativeEntropy = logPosterior.exp().mul(logPosterior).sum(new int[] {1});
        return negativeEntropy.add(ops.constant(Math.log(n)));
    }

    /** -log p_y of each image, [N]. */
    private NDArray crossEntropy(NDArray logits, int[] label, int from, int to) {
        long[] chosen = new long[to - from];
        for (int i = from; i < to; i++) chosen[i - from] = label[i];
        NDArray oneHot =
                torch.indices(chosen).oneHot((int) logits.getShape().get(1), DataType.FLOAT32);
        return logits.logSoftmax(1).mul(oneHot).sum(new int[] {1}).neg();
    }
}
