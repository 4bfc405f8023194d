package io.github.planfiji.ksalsa;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.github.planfiji.engine.FrozenResNet;
import io.github.planfiji.engine.TorchScriptFeatures;
import java.util.List;
import java.util.Optional;

/**
 * What k-SALSA compares images by: pooled deep features (the paper: MoCo-v2 ResNet-50) and an early
 * feature map (the paper: a 64-channel layer of VGG-19). Ours are the encoder's last and first
 * stage, of one pass. A user's network replaces the deep features, and the map too if its answer is
 * one.
 */
final class KSalsaFeatures {

    private final FrozenResNet encoder;
    private final Optional<TorchScriptFeatures> other;

    KSalsaFeatures(FrozenResNet encoder, Optional<TorchScriptFeatures> other) {
        this.encoder = encoder;
        this.other = other;
    }

    /**
     * @param content [N,F]
     * @param map [N,C,H,W]
     */
    record Features(NDArray content, NDArray map) {}

    /** Features of images [N,C,H,W] in -1..1, differentiable in them. */
    Features of(NDArray images) {
        Optional<NDArray> given = other.map(net -> net.apply(images));
        if (given.isPresent() && isMap(given.get()))
            return new Features(pooled(given.get()), given.get());
        List<NDArray> stages = encoder.stages(images);
        NDArray deep = stages.get(stages.size() - 1);
        return new Features(given.orElseGet(() -> pooled(deep)), stages.get(0));
    }

    private static boolean isMap(NDArray features) {
        return features.getShape().dimension() == 4;
    }

    private static NDArray pooled(NDArray map) {
        // The engine takes the mean over one axis at a time only.
        return map.reshape(map.getShape().get(0), map.getShape().get(1), -1).mean(new int[] {2});
    }

    /**
     * Gram matrices of the patches of maps, without a normalisation: [N,C,H,W] to
     * [N,grid*grid,C*C]. Pixels beyond a multiple of the grid are left out.
     */
    static NDArray localGrams(NDArray map, int grid) {
        long n = map.getShape().get(0);
        long c = map.getShape().get(1);
        long h = map.getShape().get(2) / grid;
        long w = map.getShape().get(3) / grid;
        NDArray whole =
                h * grid == map.getShape().get(2) && w * grid == map.getShape().get(3)
                        ? map
                        : map.get(new NDIndex(":, :, 0:%d, 0:%d".formatted(h * grid, w * grid)));
        NDArray patches =
                whole.reshape(n, c, grid, h, grid, w)
                        .transpose(0, 2, 4, 1, 3, 5)
                        .reshape(n * grid * grid, c, h * w);
        return patches.matMul(patches.transpose(0, 2, 1)).reshape(n, (long) grid * grid, c * c);
    }
}
