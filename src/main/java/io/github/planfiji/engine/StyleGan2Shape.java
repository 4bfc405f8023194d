package io.github.planfiji.engine;

import io.github.planfiji.run.UserException;

/**
 * The sizes of a StyleGAN2 network (Karras et al. 2020).
 *
 * @param resolution a power of two, 32..1024, in pixels
 * @param channels image channels, 1 or 3
 * @param zDim components of z
 * @param wDim components of w
 * @param classes number of classes of a conditional network, 0 for none
 * @param mappingLayers fully connected layers of the mapping, 1..8
 * @param channelBase channels at resolution r are {@code min(channelBase / r, channelMax)}
 * @param channelMax the greatest number of feature channels
 */
public record StyleGan2Shape(
        int resolution,
        int channels,
        int zDim,
        int wDim,
        int classes,
        int mappingLayers,
        int channelBase,
        int channelMax) {

    public StyleGan2Shape {
        UserException.require(
                resolution >= 32 && resolution <= 1024 && Integer.bitCount(resolution) == 1,
                "Resolution %d does not fit: use 32, 64, 128, 256, 512 or 1024.",
                resolution);
        UserException.require(
                channels == 1 || channels == 3,
                "%d image channels do not fit: use 1 (grey) or 3 (RGB).",
                channels);
        UserException.require(
                zDim > 0 && wDim > 0, "Latent sizes %d and %d must be positive.", zDim, wDim);
        UserException.require(
                classes >= 0, "The number of classes is %d, must not be negative.", classes);
        UserException.require(
                mappingLayers >= 1 && mappingLayers <= 8,
                "%d mapping layers do not fit: use 1 to 8.",
                mappingLayers);
        UserException.require(
                channelBase >= resolution && channelMax > 0,
                "Channel base %d and maximum %d are too small.",
                channelBase,
                channelMax);
    }

    /** Feature channels at a resolution. */
    public int features(int atResolution) {
        return Math.min(channelBase / atResolution, channelMax);
    }

    /** The number of w vectors that the synthesis takes: 2 log2(resolution) - 2. */
    public int numWs() {
        return 2 * Integer.numberOfTrailingZeros(resolution) - 2;
    }
}
