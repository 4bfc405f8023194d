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

    /** Values to make at a time of features of one size, 4 MB. */
    private static final int AT_ONCE = 1 << 20;

    /** Of upsampled ones, where those at the borders are computed twice. */
    private static final int AT_ONCE_UP = 1 << 21;

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

    /** Keeps the size; large features some rows at a time. */
    Convolution same(NDArray weight, int side) {
        int tiled = Winograd.rows(weight.getShape(), side);
        if (cpu.isPresent() && tiled > 0) return cpu.get().winograd.same(weight, tiled, side);
        return same(weight, side, rows(weight.getShape().get(0) * side, side, AT_ONCE));
    }

    /**
     * Keeps the size, not by Winograd's algorithm, whose weights take twice the memory.
     *
     * @param rows to do at a time, a divisor of the side
     */
    Convolution same(NDArray weight, int side, int rows) {
        int pad = pad(rows, side);
        if (cpu.isEmpty()) {
            NDArray w = plain.compute("channels_last", weight);
            return new Convolution(
                    plain,
                    Way.of("same", rows, w, pad),
                    Way.of("same_back", rows, w, 1 - pad),
                    List.of(w));
        }
        OpsScript oneDnn = cpu.get().oneDnn;
        NDArray w = oneDnn.compute("pack_same", weight, rows + 2 - 2 * pad, side, pad);
        try (NDArray adjoint = plain.compute("adjoint", weight)) {
            NDArray back = oneDnn.compute("pack_same", adjoint, rows + 2 - 2 * pad, side, pad);
            return new Convolution(
                    oneDnn,
                    Way.of("same", rows, w, pad),
                    Way.of("same", rows, back, pad),
                    List.of(w, back));
        }
    }

    /** Transposed with stride two; large features some rows at a time. */
    Convolution up(NDArray weight, int side) {
        return up(weight, side, rows(weight.getShape().get(0) * 4L * side, side, AT_ONCE_UP));
    }

    /**
     * @param rows to do at a time, a divisor of the side
     */
    Convolution up(NDArray weight, int side, int rows) {
        int crop = 1 - pad(rows, side);
        NDArray swapped = plain.compute("swapped", weight);
        if (cpu.isEmpty())
            return new Convolution(
                    plain,
                    Way.of("up", rows, swapped, crop),
                    Way.of("up_back", rows, swapped),
                    List.of(swapped));
        try (swapped) {
            OpsScript oneDnn = cpu.get().oneDnn;
            NDArray w = oneDnn.compute("pack_up", swapped, rows + 2 * crop, side, crop);
            NDArray back = oneDnn.compute("pack_up_back", swapped, 2 * rows + 1, 2 * side + 1);
            return new Convolution(
                    oneDnn,
                    Way.of("up", rows, w, crop),
                    Way.of("up_back", rows, back),
                    List.of(w, back));
        }
    }

    /**
     * How many of a side's rows to do at a time; on a GPU all.
     *
     * @param row values that come of one
     * @param most values at a time
     */
    private int rows(long row, int side, int most) {
        int rows = side;
        while (cpu.isPresent() && rows * row > most && rows % 2 == 0) rows /= 2;
        return rows;
    }

    /** Rows of zeros above and below that a convolution adds itself: only if it is given all. */
    static int pad(int rows, int side) {
        return rows == side ? 1 : 0;
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
