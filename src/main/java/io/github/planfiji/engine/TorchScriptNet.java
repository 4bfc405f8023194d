package io.github.planfiji.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A network that is a TorchScript file, frozen, in evaluation mode; differentiable in its inputs.
 * Load it outside an {@code NDScope}; close it after the last use.
 */
final class TorchScriptNet implements AutoCloseable {

    /** A size that an answer may have freely, in {@link #requireAnswer}. */
    static final long ANY = -1;

    private final Torch torch;
    private final String name;
    private final PtSymbolBlock block;

    private TorchScriptNet(Torch torch, String name, PtSymbolBlock block) {
        this.torch = torch;
        this.name = name;
        this.block = block;
    }

    /**
     * @throws UserException if code is not allowed, or the file is no TorchScript
     */
    static TorchScriptNet load(Torch torch, Path file, Trust trust) throws IOException {
        String name = file.getFileName().toString();
        ForeignModel.refusePickle(file);
        UserException.require(
                trust == Trust.CODE,
                "%s is TorchScript: a program, which runs with your rights and may read and write your files. If you trust where it comes from, allow it with trust=true.",
                name);
        try {
            // Loaded the default way, its parameters could not take part in a gradient.
            PtSymbolBlock block =
                    JniUtils.loadModule(
                            (PtNDManager) torch.manager(),
                            file,
                            false,
                            new String[0],
                            new String[0],
                            true);
            JniUtils.enableInferenceMode(block);
            block.freezeParameters(true);
            return new TorchScriptNet(torch, name, block);
        } catch (EngineException e) {
            throw new UserException(
                    "%s cannot be opened as TorchScript (%s): save it with torch.jit.save in a PyTorch not newer than %s."
                            .formatted(name, firstLine(e), torch.version().replace("PyTorch ", "")),
                    e);
        }
    }

    /** The (first) answer to the inputs. */
    NDArray apply(NDArray... inputs) {
        return IValueUtils.forward(block, new NDList(inputs), true).get(0);
    }

    /**
     * Tries the network on zeros.
     *
     * @param expected sizes of the answer; {@link #ANY} allows any
     * @throws UserException if it cannot be run or its answer has another shape
     */
    void requireAnswer(long[] expected, Shape... inputs) {
        try (NDScope scope = new NDScope()) {
            NDArray[] zeros =
                    Arrays.stream(inputs).map(torch.manager()::zeros).toArray(NDArray[]::new);
            long[] found = torch.ops().withoutGradients(() -> apply(zeros)).getShape().getShape();
            UserException.require(
                    fits(expected, found),
                    "%s answers %s with %s, but model.json lets expect %s: correct the sizes there.",
                    name,
                    List.of(inputs),
                    new Shape(found),
                    new Shape(expected));
        } catch (EngineException e) {
            throw new UserException(
                    "%s cannot be run on inputs of sizes %s (%s): correct the sizes in model.json, or export the network with a free batch size."
                            .formatted(name, List.of(inputs), firstLine(e)),
                    e);
        }
    }

    private static boolean fits(long[] expected, long[] found) {
        if (expected.length != found.length) return false;
        for (int i = 0; i < expected.length; i++)
            if (expected[i] != ANY && expected[i] != found[i]) return false;
        return true;
    }

    static String firstLine(EngineException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        block.close();
    }
}
