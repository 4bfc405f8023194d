package io.github.planfiji.engine;

import io.github.planfiji.run.UserException;
import java.util.List;

/**
 * The sizes of a residual network of basic blocks (He et al. 2016, table 1).
 *
 * @param inputChannels image channels that the network takes, 1 or 3
 * @param classes number of classes, at least 2
 * @param blocks blocks of each stage, 1 to 4 stages; ResNet-18 is [2,2,2,2]
 * @param width features of the first stage, doubled from stage to stage; ResNet-18 has 64
 * @param smallStem whether the first convolution is 3x3 with stride 1, which keeps the detail of
 *     small images, instead of 7x7 with stride 2 and a maximum pooling
 */
public record ResNetShape(
        int inputChannels, int classes, List<Integer> blocks, int width, boolean smallStem) {

    public ResNetShape {
        blocks = List.copyOf(blocks);
        UserException.require(
                inputChannels == 1 || inputChannels == 3,
                "%d input channels do not fit a classifier: use 1 (grey) or 3 (RGB).",
                inputChannels);
        UserException.require(
                classes >= 2, "A classifier of %d class(es) says nothing: give two.", classes);
        UserException.require(
                !blocks.isEmpty() && blocks.size() <= 4 && blocks.stream().allMatch(b -> b >= 1),
                "Blocks %s do not fit a ResNet: give 1 to 4 positive numbers.",
                blocks);
        UserException.require(
                width >= 4 && width <= 512, "ResNet width %d must lie in 4..512.", width);
    }

    /**
     * A network that keeps the detail of small images: 3x3 stem and 16 features below 128 pixels,
     * else ResNet-18.
     *
     * @param side the smaller of height and width, in pixels
     */
    public static ResNetShape forImages(int inputChannels, int side, int classes) {
        return side < 128
                ? new ResNetShape(inputChannels, classes, List.of(1, 1, 1, 1), 16, true)
                : resNet18(inputChannels, classes);
    }

    /**
     * The network for classifying images: three blocks of 32 to 128 features on a 7x7 stem below
     * 128 pixels, else ResNet-18. At 64 pixels it takes 17 million multiplications an image, {@link
     * #forImages} 65 million.
     *
     * @param side the smaller of height and width, in pixels
     */
    public static ResNetShape forClassifier(int inputChannels, int side, int classes) {
        return side < 128
                ? new ResNetShape(inputChannels, classes, List.of(1, 1, 1), 32, false)
                : resNet18(inputChannels, classes);
    }

    private static ResNetShape resNet18(int inputChannels, int classes) {
        return new ResNetShape(inputChannels, classes, List.of(2, 2, 2, 2), 64, false);
    }

    /** Components of the pooled features before the last layer. */
    public int featureCount() {
        return stageWidth(blocks.size() - 1);
    }

    /** Features of a 0-based stage. */
    int stageWidth(int stage) {
        return width << stage;
    }
}
