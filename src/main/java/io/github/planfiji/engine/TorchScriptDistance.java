package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.github.planfiji.dataset.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * A distance of two images that is a TorchScript file, for example LPIPS: images [N,C,H,W] and
 * [N,C,H,W] to [N]. Close it after the last use.
 */
public final class TorchScriptDistance implements AutoCloseable {

    private static final int BATCH = 32;

    private final Torch torch;
    private final TorchScriptNet net;
    private final int channels;
    private final ImageRange range;

    private TorchScriptDistance(Torch torch, TorchScriptNet net, int channels, ImageRange range) {
        this.torch = torch;
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
            Shape images = new Shape(2, channels, resolution, resolution);
            net.requireAnswer(new long[] {2}, images, images);
        } catch (RuntimeException e) {
            net.close();
            throw e;
        }
        return new TorchScriptDistance(torch, net, channels, range);
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
