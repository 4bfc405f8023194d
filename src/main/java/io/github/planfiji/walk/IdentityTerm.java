package io.github.planfiji.walk;

import ai.djl.ndarray.NDArray;
import io.github.planfiji.engine.Classifier;
import io.github.planfiji.engine.Ops;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Traced;

/**
 * The identity term of L_PLAN (Pennisi et al. 2023): the divergence between an image's identity
 * posterior and the uniform one.
 */
record IdentityTerm(Torch torch, Classifier classifier, double weight, IdentityDirection direction)
        implements ImageTerm {

    @Override
    public Traced look(NDArray images) {
        return classifier.read(torch, images);
    }

    /**
     * @param logits [N,n_id]
     * @param label not looked at
     */
    @Override
    public NDArray losses(NDArray logits, int[] label) {
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
