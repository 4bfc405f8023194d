package io.github.planfiji.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.planfiji.engine.Convolution.Way;
import java.util.List;
import java.util.Optional;

/**
 * Makes 3x3 convolutions with weights that stay. Weights are given as [O,I,3,3] and may be closed
 * afterwards. On a CPU they are put into the order in memory that oneDNN computes with, once and
 * not at every call, or transformed for Winograd's algorithm where that takes less time. Call
 * outside an {@code NDScope}, for what is made stays.
 */
final class Convolutions implements AutoCloseable {

    /** Of sums of 72 products of standard normal numbers. */
    private static final double TOLERANCE = 1e-3;

    private final OpsScript plain;
    private final Optional<Cpu> cpu;

    /** What is faster on a CPU. */
    record Cpu(OpsScript oneDnn, Winograd winograd) {

        /**
         * @throws EngineException if this build of the engine is without oneDNN
         */
        static Cpu open(PtNDManager manager) {
            return new Cpu(new OpsScript(manager, "onednn.py"), new Winograd(manager));
        }
    }

    /**
     * @param cpu closed with this; or empty: plain convolutions
     */
    Convolutions(OpsScript plain, Optional<Cpu> cpu) {
        this.plain = plain;
        this.cpu = cpu;
    }

    /** What suits a device. */
    static Convolutions of(PtNDManager manager, OpsScript plain) {
        Convolutions simple = new Convolutions(plain, Optional.empty());
        if (manager.getDevice().isGpu()) return simple;
        // some builds of the engine are without oneDNN, or with a part of it
        try {
            Convolutions fast = new Convolutions(plain, Optional.of(Cpu.open(manager)));
            if (fast.agrees(simple, manager)) return fast;
            fast.close();
            return simple;
        } catch (EngineException e) {
            return simple;
        }
    }

    /** A trial on small features. */
    private boolean agrees(Convolutions other, PtNDManager manager) {
        try (NDScope scope = new NDScope()) {
            NDArray weight = manager.randomNormal(new Shape(8, 8, 3, 3));
            return agree(same(weight, 4), other.same(weight, 4), manager)
                    && agree(up(weight, 4), other.up(weight, 4), manager);
        }
    }

    private boolean agree(Convolution one, Convolution other, PtNDManager manager) {
        NDArray x = plain.compute("channels_last", manager.randomNormal(new Shape(1, 8, 4, 4)));
        NDArray y = other.apply(x);
        return isClose(one.apply(x), y) && isClose(one.back(y), other.back(y));
    }

    private static boolean isClose(NDArray found, NDArray expected) {
        return found.getShape().equals(expected.getShape())
                && found.sub(expected).abs().max().getFloat()
                        < TOLERANCE * (1 + expected.abs().max().getFloat());
    }

    /** Keeps the size, [N,I,side,side] to [N,O,side,side]. */
    Convolution same(NDArray weight, int side) {
        if (cpu.isEmpty()) {
            NDArray w = plain.compute("channels_last", weight);
            return new Convolution(plain, Way.of("same", w), Way.of("same_back", w), List.of(w));
        }
        Optional<Convolution> winograd = winograd(weight, side);
        if (winograd.isPresent()) return winograd.get();
        OpsScript oneDnn = cpu.get().oneDnn;
        NDArray w = oneDnn.compute("pack_same", weight, side);
        try (NDArray adjoint = plain.compute("adjoint", weight)) {
            NDArray back = oneDnn.compute("pack_same", adjoint, side);
            return new Convolution(
                    oneDnn, Way.of("same", w), Way.of("same", back), List.of(w, back));
        }
    }

    /** As {@link #same}, where Winograd's algorithm takes less time than any other. */
    Optional<Convolution> winograd(NDArray weight, int side) {
        int rows = Winograd.rows(weight.getShape(), side);
        return cpu.filter(fast -> rows > 0).map(fast -> fast.winograd.same(weight, rows));
    }

    /** Transposed with stride two, not cropped: [N,I,side,side] to [N,O,2 side + 1,2 side + 1]. */
    Convolution up(NDArray weight, int side) {
        NDArray swapped = plain.compute("swapped", weight);
        if (cpu.isEmpty())
            return new Convolution(
                    plain, Way.of("up", swapped), Way.of("up_back", swapped), List.of(swapped));
        try (swapped) {
            OpsScript oneDnn = cpu.get().oneDnn;
            NDArray w = oneDnn.compute("pack_up", swapped, side);
            NDArray back = oneDnn.compute("pack_up_back", swapped, 2 * side + 1);
            return new Convolution(
                    oneDnn, Way.of("up", w), Way.of("up_back", back), List.of(w, back));
        }
    }

    @Override
    public void close() {
        cpu.ifPresent(
                fast -> {
                    fast.oneDnn.close();
                    fast.winograd.close();
                });
    }
}
