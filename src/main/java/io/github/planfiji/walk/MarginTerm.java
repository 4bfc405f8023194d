package io.github.planfiji.walk;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.github.planfiji.engine.FeatureNet;
import io.github.planfiji.engine.Ops;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Traced;

/**
 * The margin as a term of a walk's loss: {@code weight * max(0, 1 - d / (1.2 tau))} for each image,
 * where d is the squared distance to the nearest real image. The reach is a little longer than tau,
 * for an image must lie beyond tau and not on it. Close the term that was made first; those of
 * other weights share its memory.
 */
public final class MarginTerm implements ImageTerm, AutoCloseable {

    private static final double REACH = 1.2;

    private final Ops ops;
    private final FeatureNet net;
    private final NDArray reals;
    private final NDArray lengths;
    private final double reach;
    private final double weight;

    private MarginTerm(
            Ops ops, FeatureNet net, NDArray reals, NDArray lengths, double reach, double weight) {
        this.ops = ops;
        this.net = net;
        this.reals = reals;
        this.lengths = lengths;
        this.reach = reach;
        this.weight = weight;
    }

    /**
     * @param reals features of the real images, [M,F]
     * @param threshold tau, a squared distance above 0
     */
    static MarginTerm of(
            Torch torch, FeatureNet net, float[][] reals, double threshold, double weight) {
        if (!(threshold > 0)) throw new IllegalArgumentException("threshold " + threshold);
        float[] lengths = new float[reals.length];
        for (int i = 0; i < lengths.length; i++) {
            double sum = 0;
            for (float value : reals[i]) sum += (double) value * value;
            lengths[i] = (float) sum;
        }
        return new MarginTerm(
                torch.ops(),
                net,
                torch.latents(reals, 0, reals.length),
                torch.array(lengths, 1, lengths.length),
                REACH * threshold,
                weight);
    }

    /** The same term, its weight multiplied. */
    public MarginTerm times(double factor) {
        return new MarginTerm(ops, net, reals, lengths, reach, weight * factor);
    }

    @Override
    public Traced look(NDArray images) {
        return Traced.recorded(ops, images, net::features);
    }

    /**
     * @param features [N,F]
     * @param label not looked at
     */
    @Override
    public NDArray losses(NDArray features, int[] label) {
        NDArray products = features.matMul(reals.transpose());
        NDArray squares =
                features.square().sum(new int[] {1}, true).add(lengths).sub(ops.scale(products, 2));
        NDArray nearest = squares.min(new int[] {1});
        NDArray shortfall = ops.constant(1).sub(ops.scale(nearest, 1 / reach));
        return ops.scale(Activation.relu(shortfall), weight);
    }

    @Override
    public void close() {
        reals.close();
        lengths.close();
    }
}
