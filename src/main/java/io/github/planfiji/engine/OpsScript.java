package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tensor operations written as TorchScript text, a resource beside this class that goes on from
 * {@code shared.py}. Close it after the last use.
 */
final class OpsScript implements AutoCloseable {

    private static final String CLASS_NAME = "Ops";

    private final PtNDManager manager;
    private final PtSymbolBlock block;

    /**
     * @param resource file name
     * @throws ai.djl.engine.EngineException if this build of the engine lacks an operation
     */
    OpsScript(PtNDManager manager, String resource) {
        this.manager = manager;
        try {
            byte[] archive =
                    TorchScriptText.archive(CLASS_NAME, text("shared.py") + text(resource));
            block = JniUtils.loadModule(manager, new ByteArrayInputStream(archive), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = OpsScript.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The one array that a method answers with; differentiable. */
    NDArray record(String method, NDArray... arguments) {
        return record(method, new NDList(arguments)).get(0);
    }

    /** All arrays that a method answers with; differentiable. Adds to the arguments. */
    NDList record(String method, NDList arguments) {
        try (NDArray marker = manager.create(0f)) {
            marker.setName("module_method:" + method);
            arguments.add(marker);
            return IValueUtils.forward(block, arguments, true);
        }
    }

    /**
     * The one array that a method answers with, outside any graph: no later operation may record it
     * unless it is duplicated.
     *
     * @param arguments arrays, lists of arrays, and numbers
     */
    NDArray compute(String method, Object... arguments) {
        try (IValue answer = run(method, arguments)) {
            return answer.toTensor(manager);
        }
    }

    /** As {@link #compute}, for its effect only. */
    void effect(String method, Object... arguments) {
        run(method, arguments).close();
    }

    private IValue run(String method, Object... arguments) {
        IValue[] values = new IValue[arguments.length];
        try {
            for (int i = 0; i < values.length; i++) values[i] = value(arguments[i]);
            return IValueUtils.runMethod(block, method, values);
        } finally {
            for (IValue value : values) if (value != null) value.close();
        }
    }

    private static IValue value(Object argument) {
        if (argument instanceof PtNDArray array) return IValue.from(array);
        if (argument instanceof List<?> arrays)
            return IValue.listFrom(arrays.toArray(PtNDArray[]::new));
        if (argument instanceof Double number) return IValue.from(number);
        return IValue.from(((Number) argument).longValue());
    }

    @Override
    public void close() {
        block.close();
    }
}
