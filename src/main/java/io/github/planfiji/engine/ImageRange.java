package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import io.github.planfiji.run.UserException;
import java.util.List;

/**
 * What black and white are for a network; values between are proportional. A network that takes
 * images normalised by mean m and standard deviation s of 0..1 has black -m/s and white (1-m)/s.
 *
 * @param black one number for all channels, or one a channel
 * @param white as many
 */
public record ImageRange(List<Double> black, List<Double> white) {

    /** -1..1, the range of images in this program. */
    public static final ImageRange SYMMETRIC = of(-1, 1);

    public ImageRange {
        UserException.require(
                black != null
                        && white != null
                        && black.size() == white.size()
                        && (black.size() == 1 || black.size() == 3),
                "The image range needs \"black\" and \"white\" with one number each, or three: found %s and %s.",
                black,
                white);
        for (int c = 0; c < black.size(); c++)
            UserException.require(
                    Double.isFinite(white.get(c) - black.get(c))
                            && !white.get(c).equals(black.get(c)),
                    "The image range has black %s and white %s: give two different numbers.",
                    black.get(c),
                    white.get(c));
        black = List.copyOf(black);
        white = List.copyOf(white);
    }

    /** The same range for all channels. */
    public static ImageRange of(double black, double white) {
        return new ImageRange(List.of(black), List.of(white));
    }

    /** [N,C,H,W] in -1..1 as the network takes it. */
    NDArray toNet(Torch torch, NDArray images) {
        double[] factor = new double[black.size()];
        double[] offset = new double[factor.length];
        for (int c = 0; c < factor.length; c++) {
            factor[c] = (white.get(c) - black.get(c)) / 2;
            offset[c] = black.get(c) + factor[c];
        }
        return linear(torch, images, factor, offset);
    }

    /** [N,C,H,W] as the network gives it, in -1..1. */
    NDArray fromNet(Torch torch, NDArray values) {
        double[] factor = new double[black.size()];
        double[] offset = new double[factor.length];
        for (int c = 0; c < factor.length; c++) {
            factor[c] = 2 / (white.get(c) - black.get(c));
            offset[c] = -1 - black.get(c) * factor[c];
        }
        return linear(torch, values, factor, offset);
    }

    private NDArray linear(Torch torch, NDArray x, double[] factor, double[] offset) {
        return equals(SYMMETRIC) ? x : x.mul(channels(torch, factor)).add(channels(torch, offset));
    }

    private static NDArray channels(Torch torch, double[] values) {
        float[] each = new float[values.length];
        for (int c = 0; c < each.length; c++) each[c] = (float) values[c];
        return torch.array(each, 1, each.length, 1, 1);
    }
}
