package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a network made of an array, and the way back from a loss of it to that array. Its arrays are
 * freed by the enclosing {@code NDScope}; closing it leaves the memory of the way back to the next.
 */
public final class Traced implements AutoCloseable {

    private final NDArray result;
    private final UnaryOperator<NDArray> back;
    private final Runnable end;

    private Traced(NDArray result, UnaryOperator<NDArray> back, Runnable end) {
        this.result = result;
        this.back = back;
        this.end = end;
    }

    /**
     * By the engine's recording.
     *
     * @param net differentiable
     */
    public static Traced recorded(Ops ops, NDArray given, UnaryOperator<NDArray> net) {
        NDArray leaf = given.duplicate();
        leaf.setRequiresGradient(true);
        return new Traced(
                net.apply(leaf), loss -> ops.gradients(loss, List.of(leaf)).get(0), () -> {});
    }

    /**
     * With a way back that is written by hand.
     *
     * @param computed the result, from outside any graph
     * @param back from the gradient of the result to that of what the network was given
     * @param end of the memory that the way back needs
     */
    static Traced byHand(Ops ops, NDArray computed, UnaryOperator<NDArray> back, Runnable end) {
        // what was computed outside any graph may not enter one
        NDArray leaf = computed.duplicate();
        leaf.setRequiresGradient(true);
        return new Traced(
                leaf,
                loss -> {
                    NDArray gradient = ops.gradients(loss, List.of(leaf)).get(0);
                    return ops.withoutGradients(() -> back.apply(gradient));
                },
                end);
    }

    /** Followed by operations that the engine records. */
    Traced then(UnaryOperator<NDArray> more) {
        return new Traced(more.apply(result), back, end);
    }

    /** Losses of it are differentiable, with respect to it and no further. */
    public NDArray result() {
        return result;
    }

    /**
     * The gradient with respect to the array that the network was given; call it once.
     *
     * @param loss a scalar that depends on that array by {@link #result} alone
     * @return of that array's shape; no later operation may record it unless it is duplicated
     */
    public NDArray gradient(NDArray loss) {
        return back.apply(loss);
    }

    @Override
    public void close() {
        end.run();
    }
}
