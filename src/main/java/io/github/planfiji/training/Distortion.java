package io.github.planfiji.training;

import io.github.planfiji.dataset.Picture;
import java.util.SplittableRandom;

/** Varies an image at random: one similarity transform with bilinear sampling, then its light. */
final class Distortion {

    private final DistortionOptions options;

    Distortion(DistortionOptions options) {
        this.options = options;
    }

    /**
     * @return an image of the same size; outside the frame the nearest edge is repeated; values are
     *     clipped to -1..1
     */
    Picture apply(Picture picture, SplittableRandom random) {
        if (options.equals(DistortionOptions.NONE)) return picture;
        return light(move(picture, random), random);
    }

    private Picture move(Picture picture, SplittableRandom random) {
        int height = picture.height();
        int width = picture.width();
        double flip = options.mirror() && random.nextBoolean() ? -1 : 1;
        double angle = Math.toRadians(evenly(random, options.rotationDegrees()));
        double scale = 1 / (1 + evenly(random, options.zoom()));
        double dx = evenly(random, options.shift() * width);
        double dy = evenly(random, options.shift() * height);
        double cos = scale * StrictMath.cos(angle);
        double sin = scale * StrictMath.sin(angle);
        double middleX = (width - 1) / 2.0;
        double middleY = (height - 1) / 2.0;
        float[] moved = new float[picture.chw().length];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                double u = x - middleX - dx;
                double v = y - middleY - dy;
                double fromX = clip(middleX + flip * (cos * u - sin * v), width - 1);
                double fromY = clip(middleY + sin * u + cos * v, height - 1);
                for (int c = 0; c < picture.channels(); c++)
                    moved[(c * height + y) * width + x] = sample(picture, c, fromY, fromX);
            }
        return new Picture(picture.channels(), height, width, moved);
    }

    private static float sample(Picture picture, int channel, double y, double x) {
        int top = (int) y;
        int left = (int) x;
        int bottom = Math.min(top + 1, picture.height() - 1);
        int right = Math.min(left + 1, picture.width() - 1);
        double b = y - top;
        double r = x - left;
        double upper =
                (1 - r) * picture.at(channel, top, left) + r * picture.at(channel, top, right);
        double lower =
                (1 - r) * picture.at(channel, bottom, left)
                        + r * picture.at(channel, bottom, right);
        return (float) ((1 - b) * upper + b * lower);
    }

    private Picture light(Picture picture, SplittableRandom random) {
        double brightness = evenly(random, options.brightness());
        double contrast = 1 + evenly(random, options.contrast());
        float[] values = picture.chw();
        double sum = 0;
        for (float value : values) sum += value;
        double mean = sum / values.length;
        float[] lit = new float[values.length];
        for (int i = 0; i < lit.length; i++) {
            double value = mean + contrast * (values[i] - mean) + brightness;
            lit[i] = (float) Math.max(-1, Math.min(1, value));
        }
        return new Picture(picture.channels(), picture.height(), picture.width(), lit);
    }

    private static double evenly(SplittableRandom random, double greatest) {
        return greatest * (2 * random.nextDouble() - 1);
    }

    private static double clip(double value, double greatest) {
        return Math.max(0, Math.min(greatest, value));
    }
}
