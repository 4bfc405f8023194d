package io.github.planfiji.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.planfiji.run.Sha256;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A user's feature network that is a TorchScript file: images [N,C,H,W] in -1..1 to vectors [N,F]
 * or maps [N,C',H',W'], differentiable in the images. Belongs to the engine and closes with it.
 */
public final class TorchScriptFeatures {

    private final TorchScriptNet net;
    private final String fileName;
    private final String hash;

    private TorchScriptFeatures(TorchScriptNet net, String fileName, String hash) {
        this.net = net;
        this.fileName = fileName;
        this.hash = hash;
    }

    /**
     * @param trust must be {@link Trust#CODE}
     * @throws UserException if the file is missing, is not trusted, or is no TorchScript
     */
    public static TorchScriptFeatures open(Torch torch, Path file, Trust trust) throws IOException {
        UserException.require(
                Files.isRegularFile(file),
                "There is no feature network %s: choose a TorchScript file.",
                file);
        TorchScriptNet net = TorchScriptNet.load(torch, file, trust);
        return new TorchScriptFeatures(net, file.getFileName().toString(), Sha256.of(file));
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
            features = net.apply(images);
        } catch (EngineException e) {
            throw new UserException(
                    "The feature network %s does not take images of shape %s: give one of images in -1..1."
                            .formatted(fileName, images.getShape()),
                    e);
        }
        Shape shape = features.getShape();
        UserException.require(
                (shape.dimension() == 2 || shape.dimension() == 4)
                        && shape.get(0) == images.getShape().get(0),
                "The feature network %s gives shape %s for images %s: one that gives a vector or a map an image is needed.",
                fileName,
                shape,
                images.getShape());
        return features;
    }
}
