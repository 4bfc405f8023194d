package io.github.planfiji.dataset;

import java.util.Arrays;

/** Brings pictures to a square of given size and to grey or RGB. */
public final class Resizer {

    private Resizer() {}

    /**
     * The whole picture centred in a square, aspect kept, the rest black (-1). Shrinking averages
     * over the covered area (so nothing aliases), enlarging is bilinear with edges repeated, and
     * the same size copies values.
     *
     * @param resolution width and height of the result in pixels
     * @param channels 1 or 3 of the result; RGB becomes grey by luma 0.299 R + 0.587 G + 0.114 B
     *     (ITU-R BT.601), grey becomes RGB by repetition
     * @return [channels, resolution, resolution], -1..1
     */
    public static Picture fit(Picture source, int resolution, int channels) {
        Picture picture = channels == 1 ? grey(source) : source;
        double scale = (double) resolution / Math.max(picture.width(), picture.height());
        int width = Math.max(1, (int) Math.round(picture.width() * scale));
        int height = Math.max(1, (int) Math.round(picture.height() * scale));
        Picture scaled = scale(picture, width, height);
        return channels == 3 ? rgb(pad(scaled, resolution)) : pad(scaled, resolution);
    }

    private static Picture grey(Picture picture) {
        if (picture.channels() == 1) return picture;
        int pixels = picture.height() * picture.width();
        float[] rgb = picture.chw();
        float[] luma = new float[pixels];
        for (int i = 0; i < pixels; i++)
            luma[i] = 0.299f * rgb[i] + 0.587f * rgb[pixels + i] + 0.114f * rgb[2 * pixels + i];
        return new Picture(1, picture.height(), picture.width(), luma);
    }

    private static Picture rgb(Picture picture) {
        if (picture.channels() == 3) return picture;
        int pixels = picture.chw().length;
        float[] rgb = new float[3 * pixels];
        for (int c = 0; c < 3; c++) System.arraycopy(picture.chw(), 0, rgb, c * pixels, pixels);
        return new Picture(3, picture.height(), picture.width(), rgb);
    }

    private static Picture scale(Picture picture, int width, int height) {
        if (picture.width() == width && picture.height() == height) return picture;
        Taps across = Taps.of(picture.width(), width);
        Taps down = Taps.of(picture.height(), height);
        int channels = picture.channels();
        float[] rows = new float[channels * picture.height() * width];
        for (int line = 0; line < channels * picture.height(); line++)
            across.apply(picture.chw(), line * picture.width(), 1, rows, line * width, 1);
        float[] out = new float[channels * height * width];
        for (int c = 0; c < channels; c++)
            for (int x = 0; x < width; x++)
                down.apply(
                        rows,
                        c * picture.height() * width + x,
                        width,
                        out,
                        c * height * width + x,
                        width);
        return new Picture(channels, height, width, out);
    }

    private static Picture pad(Picture picture, int size) {
        int width = picture.width();
        int height = picture.height();
        if (width == size && height == size) return picture;
        float[] out = new float[picture.channels() * size * size];
        Arrays.fill(out, -1f);
        int left = (size - width) / 2;
        int top = (size - height) / 2;
        for (int c = 0; c < picture.channels(); c++)
            for (int y = 0; y < height; y++)
                System.arraycopy(
                        picture.chw(),
                        (c * height + y) * width,
                        out,
                        (c * size + top + y) * size + left,
                        width);
        return new Picture(picture.channels(), size, size, out);
    }

    /** For every output place the input places it is made of and their weights, which sum to 1. */
    private record Taps(int[] first, float[][] weights) {

        static Taps of(int from, int to) {
            int[] first = new int[to];
            float[][] weights = new float[to][];
            double step = (double) from / to;
            for (int i = 0; i < to; i++) {
                // As an interval of the input: the area covered, or one pixel width for a bilinear
                // kernel, whose overlaps with its two pixels are just the bilinear weights.
                double centre = (i + 0.5) * step;
                double half = Math.max(step, 1) / 2;
                double start = Math.max(0, Math.min(centre - half, from - 2 * half));
                double end = Math.min(from, start + 2 * half);
                first[i] = (int) Math.floor(start + 1e-9);
                int last = Math.max(first[i], (int) Math.ceil(end - 1e-9) - 1);
                weights[i] = new float[last - first[i] + 1];
                for (int k = first[i]; k <= last; k++)
                    weights[i][k - first[i]] =
                            (float) ((Math.min(end, k + 1) - Math.max(start, k)) / (end - start));
            }
            return new Taps(first, weights);
        }

        void apply(float[] in, int inStart, int inStep, float[] out, int outStart, int outStep) {
            for (int i = 0; i < first.length; i++) {
                double sum = 0;
                for (int k = 0; k < weights[i].length; k++)
                    sum += weights[i][k] * in[inStart + (first[i] + k) * inStep];
                out[outStart + i * outStep] = (float) sum;
            }
        }
    }
}
