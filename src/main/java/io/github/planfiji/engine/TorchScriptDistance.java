package io.github.planfiji.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.run.Sha256;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A distance of two images that is a TorchScript file, for example LPIPS (Zhang et al., CVPR 2018,
 * arXiv 1801.03924): images [N,C,H,W] and [N,C,H,W] to [N]. Close it after the last use, or let the
 * engine close it.
 */
public final class TorchScriptDistance implements AutoCloseable {

    private static final int BATCH = 32;

    /** Digits of the hash that a name states: enough to tell files apart. */
    private static final int HASH_DIGITS = 12;

    private final Torch torch;
    private final String name;
    private final TorchScriptNet net;
    private final int channels;
    private final ImageRange range;

    private TorchScriptDistance(
            Torch torch, String name, TorchScriptNet net, int channels, ImageRange range) {
        this.torch = torch;
        this.name = name;
        this.net = net;
        this.channels = channels;
        this.range = range;
    }

    /**
     * @param channels of the images it takes, 1 or 3; grey images are given to a network of RGB
     *     images
     * @param range of the images it takes
     * @param resolution of the images that it will be given, in pixels
     * @param trust must be {@link Trust#CODE}
     * @throws io.github.planfiji.run.UserException if the code is not trusted, or the file is no
     *     such network
     */
    public static TorchScriptDistance open(
            Torch torch, Path file, int channels, ImageRange range, int resolution, Trust trust)
            throws IOException {
        TorchScriptNet net = TorchScriptNet.load(torch, file, trust);
        try {
            requireDistances(
                    torch,
                    file.getFileName().toString(),
                    net,
                    new Shape(2, channels, resolution, resolution));
            String name =
                    "%s (SHA-256 %s)"
                            .formatted(
                                    file.getFileName(), Sha256.of(file).substring(0, HASH_DIGITS));
            return new TorchScriptDistance(torch, name, net, channels, range);
        } catch (IOException | RuntimeException e) {
            net.close();
            throw e;
        }
    }

    private static void requireDistances(
            Torch torch, String file, TorchScriptNet net, Shape images) {
        try (NDScope scope = new NDScope()) {
            NDArray some = torch.manager().zeros(images);
            long[] found =
                    torch.ops().withoutGradients(() -> net.apply(some, some)).getShape().getShape();
            UserException.require(
                    Arrays.equals(found, new long[] {images.get(0)}),
                    "%s answers %s for two batches of images %s, but one distance a pair is needed: export it so that it answers [N].",
                    file,
                    new Shape(found),
                    images);
        } catch (EngineException e) {
            throw new UserException(
                    "%s cannot be run on two batches of images %s (%s): give a distance such as LPIPS, exported with a free batch size."
                            .formatted(file, images, TorchScriptNet.firstLine(e)),
                    e);
        }
    }

    /** The file and the first digits of its SHA-256, as figures state it. */
    public String name() {
        return name;
    }

    /** The distances of one image to others of its size, in their order. */
    public float[] between(Picture image, List<Picture> others) {
        float[] distances = new float[others.size()];
        for (int from = 0; from < distances.length; from += BATCH) {
            List<Picture> batch = others.subList(from, Math.min(distances.length, from + BATCH));
            try (NDScope scope = new NDScope()) {
                NDArray first = input(Collections.nCopies(batch.size(), image));
                NDArray second = input(batch);
                float[] values =
                        torch.ops().withoutGradients(() -> net.apply(first, second)).toFloatArray();
                System.arraycopy(values, 0, distances, from, values.length);
            }
        }
        return distances;
    }

    private NDArray input(List<Picture> pictures) {
        NDArray images = ResNetBody.fitChannels(channels, torch.images(pictures));
        return range.toNet(torch, images);
    }

    @Override
    public void close() {
        net.close();
    }
}
