package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A convolution of {@link FrozenBody} without its bias, and the way back.
 *
 * @param weight [O,I,k,k], k odd; borrowed
 * @param bias [O], that of the convolution, for who comes after it; borrowed
 * @param stride 1 or 2
 * @param packed by the side of square features; made when first needed
 */
record FrozenUnit(
        FrozenOps ops, NDArray weight, NDArray bias, int stride, Map<Integer, Convolution> packed)
        implements AutoCloseable {

    FrozenUnit(FrozenOps ops, NDArray weight, NDArray bias, int stride) {
        this(ops, weight, bias, stride, new ConcurrentHashMap<>());
    }

    /** [N,I,H,W] to [N,O,H/stride,W/stride]. */
    NDArray apply(NDArray x) {
        Optional<Convolution> packed = packed(x.getShape());
        return packed.isPresent() ? packed.get().apply(x) : ops.convolve(x, weight, stride);
    }

    /**
     * @param g with respect to the result
     * @param x what the unit was given
     * @return with respect to x
     */
    NDArray back(NDArray g, NDArray x) {
        Optional<Convolution> packed = packed(x.getShape());
        return packed.isPresent() ? packed.get().back(g) : ops.convolveBack(g, x, weight, stride);
    }

    private Optional<Convolution> packed(Shape features) {
        long side = features.get(2);
        boolean fits = stride == 1 && weight.getShape().get(2) == 3 && features.get(3) == side;
        return fits
                ? Optional.of(packed.computeIfAbsent((int) side, this::pack))
                : Optional.empty();
    }

    private Convolution pack(int side) {
        Convolution made = ops.convolutions().whole(weight, side);
        // it stays when the images are gone that it was made for
        made.owned().forEach(NDScope::unregister);
        return made;
    }

    @Override
    public void close() {
        packed.values().forEach(Convolution::close);
    }
}
