package io.github.planfiji.training;

import io.github.planfiji.engine.StyleGan2Shape;
import io.github.planfiji.run.UserException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a whole model is trained: sizes and lengths of its parts.
 *
 * @param kimg GAN training length in thousands of images
 * @param conditional whether the GAN is told the class of its images
 * @param wDim components of z and w
 * @param mappingLayers of the generator
 * @param channelBase see {@link StyleGan2Shape}
 * @param channelMax see {@link StyleGan2Shape}
 * @param mirror whether mirrored images are real images too
 * @param identityEpochs times that the identity classifier sees every image
 * @param conditionEpochs times that the condition classifier sees every image
 * @param encoderSteps of the encoder's training
 * @param inversionSteps of Adam for the training images' codes
 * @param minutes of GAN training after which it is taken as it stands; 0 for no limit
 * @param seed of everything random
 */
public record ModelOptions(
        double kimg,
        boolean conditional,
        int wDim,
        int mappingLayers,
        int channelBase,
        int channelMax,
        boolean mirror,
        int identityEpochs,
        int conditionEpochs,
        int encoderSteps,
        int inversionSteps,
        double minutes,
        long seed) {

    public ModelOptions {
        UserException.require(
                kimg > 0 && Double.isFinite(kimg),
                "GAN training length = %s thousand images must be positive.",
                kimg);
        for (int size : new int[] {wDim, mappingLayers, channelBase, channelMax})
            UserException.require(
                    size >= 1, "Sizes of a generator must be at least 1, but one is %d.", size);
        UserException.require(
                identityEpochs >= 1 && conditionEpochs >= 1,
                "Epochs (%d, %d) must be at least 1.",
                identityEpochs,
                conditionEpochs);
        UserException.require(
                encoderSteps >= 1, "Encoder steps = %d must be at least 1.", encoderSteps);
        UserException.require(
                minutes >= 0 && Double.isFinite(minutes),
                "GAN minutes = %s must not be negative; 0 is for no limit.",
                minutes);
        UserException.require(
                inversionSteps >= 0, "Inversion steps = %d must not be negative.", inversionSteps);
    }

    /**
     * The small network that a CPU trains in an hour or two: for 64 x 64 pixels, and at any size a
     * first try.
     */
    public static ModelOptions small(double kimg, long seed) {
        return new ModelOptions(kimg, true, 128, 2, 2048, 128, false, 40, 20, 1500, 30, 0, seed);
    }

    /** StyleGAN2's own widths for up to 256 pixels, for a GPU. */
    public static ModelOptions full(double kimg, long seed) {
        return new ModelOptions(
                kimg, true, 512, 8, 16384, 512, false, 40, 20, 10_000, 100, 0, seed);
    }

    /** The same with other lengths of everything but the GAN. */
    public ModelOptions withLengths(int identity, int condition, int encoder, int inversion) {
        return new ModelOptions(
                kimg,
                conditional,
                wDim,
                mappingLayers,
                channelBase,
                channelMax,
                mirror,
                identity,
                condition,
                encoder,
                inversion,
                minutes,
                seed);
    }

    public ModelOptions withMirror(boolean value) {
        return new ModelOptions(
                kimg,
                conditional,
                wDim,
                mappingLayers,
                channelBase,
                channelMax,
                value,
                identityEpochs,
                conditionEpochs,
                encoderSteps,
                inversionSteps,
                minutes,
                seed);
    }

    /** The same with another limit for the GAN's training. */
    public ModelOptions withMinutes(double value) {
        return new ModelOptions(
                kimg,
                conditional,
                wDim,
                mappingLayers,
                channelBase,
                channelMax,
                mirror,
                identityEpochs,
                conditionEpochs,
                encoderSteps,
                inversionSteps,
                value,
                seed);
    }

    StyleGan2Shape shape(int resolution, int channels, int classes) {
        int base = Math.max(channelBase, resolution * 8);
        return new StyleGan2Shape(
                resolution,
                channels,
                wDim,
                wDim,
                conditional && classes > 1 ? classes : 0,
                mappingLayers,
                base,
                channelMax);
    }

    /** Every option by name, in order, for the manifest. */
    public Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("kimg", Double.toString(kimg));
        map.put("conditional", Boolean.toString(conditional));
        map.put("w components", Integer.toString(wDim));
        map.put("mapping layers", Integer.toString(mappingLayers));
        map.put("channel base", Integer.toString(channelBase));
        map.put("channel max", Integer.toString(channelMax));
        map.put("mirror", Boolean.toString(mirror));
        map.put("identity epochs", Integer.toString(identityEpochs));
        map.put("condition epochs", Integer.toString(conditionEpochs));
        map.put("encoder steps", Integer.toString(encoderSteps));
        map.put("inversion steps", Integer.toString(inversionSteps));
        map.put("seed", Long.toString(seed));
        return map;
    }
}
