package io.github.planfiji.walk;

import ai.djl.ndarray.NDArray;
import io.github.planfiji.engine.Classifier;
import io.github.planfiji.engine.Ops;
import io.github.planfiji.engine.Torch;

/**
 * The identity term of L_PLAN (Pennisi et al. 2023): the divergence between an image's identity
 * posterior and the uniform one.
 */
record IdentityTerm(Torch torch, Classifier classifier, double weight, IdentityDirection direction)
        implements ImageTerm {

    @Override
    public NDArray losses(NDArray images, int[] label) {
        return ofLogits(classifier.logits(images));
    }

    /** Logits [N,n_id] to weighted losses [N]. */
    NDArray ofLogits(NDArray logits) {
        return torch.ops().scale(divergence(logits), weight);
    }

    private NDArray divergence(NDArray logits) {
        long n = logits.getShape().get(1);
        NDArray logPosterior = logits.logSoftmax(1);
        Ops ops = torch.ops();
        if (direction == IdentityDirection.UNIFORM_TO_POSTERIOR) {
            NDArray mean = ops.scale(logPosterior.sum(new int[] {1}), -1.0 / n);
            return mean.add(ops.constant(-Math.log(n)));
        }
        NDArray negativeEntropy = logPosterior.exp().mul(logPosterior).sum(new int[] {1});
        return negativeEntropy.add(ops.constant(Math.log(n)));
    }
}
