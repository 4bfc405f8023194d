package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A user's feature network as a TorchScript file: images [N,C,H,W] in -1..1 to vectors [N,F] or
 * maps [N,C',H',W'], differentiable in the images. TorchScript is code: open files of a source that
 * is trusted. Belongs to the engine and closes with it.
 */
public final class TorchScriptFeatures {

    private final PtSymbolBlock net;
    private final String fileName;
    private final String hash;

    private TorchScriptFeatures(PtSymbolBlock net, String fileName, String hash) {
        this.net = net;
        this.fileName = fileName;
        this.hash = hash;
    }

    /**
     * @throws UserException if the file is missing or no TorchScript
     */
    public static TorchScriptFeatures open(Torch torch, Path file) throws IOException {
        UserException.require(
                Files.isRegularFile(file),
                "There is no feature network %s: choose a TorchScript file.",
                file);
        try {
            // the default way of loading gives tensors that nothing can be differentiated through
            PtSymbolBlock net =
                    JniUtils.loadModule(
                            (PtNDManager) torch.manager(),
                            file,
                            false,
                            new String[0],
                            new String[0],
                            true);
            net.freezeParameters(true);
            return new TorchScriptFeatures(net, file.getFileName().toString(), hash(file));
        } catch (ai.djl.engine.EngineException e) {
            throw new UserException(
                    file.getFileName()
                            + " is no TorchScript network that this version opens: save it with torch.jit.save.",
                    e);
        } finally {
            torch.enter();
        }
    }

    private static String hash(Path file) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SHA-256 of the file, hexadecimal. */
    public String hash() {
        return hash;
    }

    /**
     * @param images [N,C,H,W] in -1..1
     * @throws UserException if the network does not take them, or its answer is no vector or map an
     *     image
     */
    public NDArray apply(NDArray images) {
        NDArray features;
        try {
            features = IValueUtils.forward(net, new NDList(images), true).get(0);
        } catch (ai.djl.engine.EngineException e) {
            throw new UserException(
                    "The feature network %s does not take images of shape %s: give one of images in -1..1."
                            .formatted(fileName, images.getShape()),
                    e);
        }
        int dimension = features.getShape().dimension();
        UserException.require(
                (dimension == 2 || dimension == 4)
                        && features.getShape().get(0) == images.getShape().get(0),
                "The feature network %s gives shape %s for images %s: one that gives a vector or a map an image is needed.",
                fileName,
                features.getShape(),
                images.getShape());
        return features;
    }
}
