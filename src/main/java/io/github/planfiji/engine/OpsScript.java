package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
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

/**
 * Tensor operations written as TorchScript text, a resource beside this class. Close it after the
 * last use.
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
        try (InputStream in = OpsScript.class.getResourceAsStream(resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            byte[] archive = TorchScriptText.archive(CLASS_NAME, text);
            block = JniUtils.loadModule(manager, new ByteArrayInputStream(archive), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one array that a method answers with. */
    NDArray call(String method, NDArray... arguments) {
        return call(method, new NDList(arguments)).get(0);
    }

    /** All arrays that a method answers with. */
    NDList call(String method, NDList arguments) {
        try (NDArray marker = manager.create(0f)) {
            marker.setName("module_method:" + method);
            arguments.add(marker);
            return IValueUtils.forward(block, arguments, true);
        }
    }

    /** For its effect only; closes the arguments. */
    void run(String method, IValue... arguments) {
        try {
            IValueUtils.runMethod(block, method, arguments).close();
        } finally {
            for (IValue argument : arguments) argument.close();
        }
    }

    @Override
    public void close() {
        block.close();
    }
}
