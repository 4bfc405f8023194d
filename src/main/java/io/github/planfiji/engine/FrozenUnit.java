package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A convolution of {@link FrozenBody} without its bias, and the way back. */
final class FrozenUnit implements AutoCloseable {

    private final FrozenOps ops;
    private final NDArray weight;
    private final NDArray bias;
    private final int stride;

    /** By the side of square features; made when first needed. */
    private final Map<Integer, Convolution> packed = new ConcurrentHashMap<>();

    /**
     * @param weight [O,I,k,k], k odd; borrowed
     * @param bias [O]; borrowed
     * @param stride 1 or 2
     */
    FrozenUnit(FrozenOps ops, NDArray weight, NDArray bias, int stride) {
        this.ops = ops;
        this.weight = weight;
        this.bias = bias;
        this.stride = stride;
    }

    /** For who comes after the convolution, [O]. */
    NDArray bias() {
        return bias;
    }

    /** [N,I,H,W] to [N,O,H/stride,W/stride]. */
    NDArray apply(NDArray x) {
        Optional<Convolution> fast = packed(x.getShape());
        return fast.isPresent() ? fast.get().apply(x) : ops.convolve(x, weight, stride);
    }

    /**
     * @param g with respect to the result
     * @param x what the unit was given
     * @return with respect to x
     */
    NDArray back(NDArray g, NDArray x) {
        Optional<Convolution> fast = packed(x.getShape());
        return fast.isPresent() ? fast.get().back(g) : ops.convolveBack(g, x, weight, stride);
    }

    private Optional<Convolution> packed(Shape features) {
        long side = features.get(2);
        boolean fits = stride == 1 && weight.getShape().get(2) == 3 && features.get(3) == side;
        return fits
                ? Optional.of(packed.computeIfAbsent((int) side, this::pack))
                : Optional.empty();
    }

    private Convolution pack(int side) {
        Convolution made = ops.convolutions().same(weight, side, side);
        // it stays when the images are gone that it was made for
        made.owned().forEach(NDScope::unregister);
        return made;
    }

    @Override
    public void close() {
        packed.values().forEach(Convolution::close);
    }
}
