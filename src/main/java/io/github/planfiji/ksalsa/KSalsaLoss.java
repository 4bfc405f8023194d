package io.github.planfiji.ksalsa;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.github.planfiji.engine.Ops;

/** The two terms of k-SALSA, of one image a group. */
final class KSalsaLoss {

    private final Ops ops;
    private final KSalsaOptions options;

    KSalsaLoss(Ops ops, KSalsaOptions options) {
        this.ops = ops;
        this.options = options;
    }

    /**
     * @param features of one image a group
     * @return of every group, [B]
     */
    NDArray of(KSalsaFeatures.Features features, MemberTargets members) {
        NDArray content = content(features.content(), members);
        NDArray style = style(KSalsaFeatures.localGrams(features.map(), options.grid()), members);
        return ops.scale(content, options.contentWeight())
                .add(ops.scale(style, options.styleWeight()));
    }

    /** The members' mean of 1 - cosine, [B]. */
    NDArray content(NDArray features, MemberTargets members) {
        NDArray length = features.square().sum(new int[] {1}, true).add(ops.constant(1e-12)).sqrt();
        NDArray cosines = members.content().matMul(features.div(length).expandDims(2));
        return sum(members.contentWeights()).sub(sum(cosines.mul(members.contentWeights())));
    }

    /**
     * Local style alignment: each patch of a member is matched with the patch of the synthetic
     * image whose Gram matrix has the greatest cosine with its own; the squared differences are
     * averaged.
     *
     * @param grams [B,P,Q]
     * @return [B]
     */
    NDArray style(NDArray grams, MemberTargets members) {
        NDArray squaredNorms = grams.square().sum(new int[] {2}).expandDims(1);
        NDArray products = members.grams().matMul(grams.transpose(0, 2, 1));
        int patches = (int) grams.getShape().get(1);
        // the member's own norm is the same for all patches that it may be matched with
        NDArray matched =
                ops.withoutGradients(
                        () ->
                                products.div(squaredNorms.add(ops.constant(1e-12)).sqrt())
                                        .argMax(2)
                                        .oneHot(patches, DataType.FLOAT32));
        // |T - G|^2 = |T|^2 + |G|^2 - 2 T.G, of the matched pairs
        NDArray squares =
                members.squaredNorms()
                        .add(
                                squaredNorms
                                        .sub(ops.scale(products, 2))
                                        .mul(matched)
                                        .sum(new int[] {2}, true));
        return sum(squares.mul(members.styleWeights()));
    }

    private static NDArray sum(NDArray ofMembers) {
        return ofMembers.sum(new int[] {1, 2});
    }
}
