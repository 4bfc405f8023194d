package io.github.planfiji.walk;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.github.planfiji.engine.Classifier;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Traced;
import java.util.Arrays;

/**
 * The class term of L_PLAN (Pennisi et al. 2023): the cross entropy between an image's class
 * posterior and the wanted class.
 */
record ClassTerm(Torch torch, Classifier classifier, double weight) implements ImageTerm {

    @Override
    public Traced look(NDArray images) {
        return classifier.read(torch, images);
    }

    /**
     * @param logits [N,classes]
     */
    @Override
    public NDArray losses(NDArray logits, int[] label) {
        long[] wanted = Arrays.stream(label).asLongStream().toArray();
        NDArray oneHot =
                torch.indices(wanted).oneHot((int) logits.getShape().get(1), DataType.FLOAT32);
        NDArray log = logits.logSoftmax(1).mul(oneHot).sum(new int[] {1});
        return torch.ops().scale(log, -weight);
    }
}
