package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Images and the way back from a loss of them to the latents that they were made from. Its arrays
 * are freed by the enclosing {@code NDScope}.
 */
public interface Rendering {

    /** [N,C,H,W], nominally -1..1, not clamped; losses of them are differentiable. */
    NDArray images();

    /**
     * The gradient with respect to w; call it once.
     *
     * @param loss a scalar that depends on w by {@link #images} alone
     * @return [N,wDim]
     */
    NDArray gradient(NDArray loss);

    /**
     * By the engine's recording.
     *
     * @param synthesis differentiable, [N,wDim] to [N,C,H,W]
     */
    static Rendering recorded(Ops ops, NDArray w, UnaryOperator<NDArray> synthesis) {
        NDArray leaf = w.duplicate();
        leaf.setRequiresGradient(true);
        NDArray images = synthesis.apply(leaf);
        return new Rendering() {
            @Override
            public NDArray images() {
                return images;
            }

            @Override
            public NDArray gradient(NDArray loss) {
                return ops.gradients(loss, List.of(leaf)).get(0);
            }
        };
    }
}
