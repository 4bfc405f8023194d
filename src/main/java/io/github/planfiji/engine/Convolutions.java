package io.github.planfiji.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;
import java.util.Optional;

/**
 * Makes 3x3 convolutions with weights that stay, and the ways back through them, which are
 * convolutions too. Weights are given as [O,I,3,3] and may be closed afterwards. On a CPU they are
 * put into the order in memory that oneDNN computes with, once and not at every call. Call outside
 * an {@code NDScope}, for what is made stays.
 */
final class Convolutions implements AutoCloseable {

    /** Of sums of 72 products of standard normal numbers. */
    private static final double TOLERANCE = 1e-3;

    private final OpsScript plain;
    private final Optional<OpsScript> oneDnn;

    /**
     * @param oneDnn the script of that name, or empty: plain convolutions
     */
    Convolutions(OpsScript plain, Optional<OpsScript> oneDnn) {
        this.plain = plain;
        this.oneDnn = oneDnn;
    }

    /** What suits a device. */
    static Convolutions of(PtNDManager manager, OpsScript plain) {
        Convolutions simple = new Convolutions(plain, Optional.empty());
        if (manager.getDevice().isGpu()) return simple;
        // some builds of the engine are without oneDNN, or with a part of it
        try {
            Convolutions packed =
                    new Convolutions(plain, Optional.of(new OpsScript(manager, "onednn.py")));
            if (packed.agrees(simple, manager)) return packed;
            packed.close();
            return simple;
        } catch (EngineException e) {
            return simple;
        }
    }

    /** A trial on small features. */
    private boolean agrees(Convolutions other, PtNDManager manager) {
        try (NDScope scope = new NDScope()) {
            NDArray weight = manager.randomNormal(new Shape(8, 8, 3, 3));
            NDArray x = plain.compute("channels_last", manager.randomNormal(new Shape(1, 8, 9, 9)));
            return agree(same(weight, 9), other.same(weight, 9), x)
                    && agree(up(weight, 9), other.up(weight, 9), x)
                    && agree(upBack(weight, 4), other.upBack(weight, 4), x);
        }
    }

    private static boolean agree(Convolution one, Convolution other, NDArray x) {
        NDArray expected = other.apply(x);
        NDArray found = one.apply(x);
        return found.getShape().equals(expected.getShape())
                && found.sub(expected).abs().max().getFloat() < TOLERANCE;
    }

    /** Keeps the size, [N,I,side,side] to [N,O,side,side]. */
    Convolution same(NDArray weight, int side) {
        return packed("same", weight, side);
    }

    /** The way back through {@link #same}: [N,O,side,side] to [N,I,side,side]. */
    Convolution sameBack(NDArray weight, int side) {
        try (NDArray adjoint = plain.compute("adjoint", weight)) {
            return same(adjoint, side);
        }
    }

    /** Transposed with stride two, not cropped: [N,I,side,side] to [N,O,2 side + 1,2 side + 1]. */
    Convolution up(NDArray weight, int side) {
        try (NDArray swapped = plain.compute("swapped", weight)) {
            return packed("up", swapped, side);
        }
    }

    /** The way back through {@link #up}. */
    Convolution upBack(NDArray weight, int side) {
        try (NDArray swapped = plain.compute("swapped", weight)) {
            return packed("down", swapped, 2 * side + 1);
        }
    }

    private Convolution packed(String method, NDArray weight, int side) {
        if (oneDnn.isEmpty())
            return new Convolution(plain, method, List.of(plain.compute("channels_last", weight)));
        NDArray packed = oneDnn.get().compute("pack_" + method, weight, side);
        return new Convolution(oneDnn.get(), method, List.of(packed));
    }

    @Override
    public void close() {
        oneDnn.ifPresent(OpsScript::close);
    }
}
