package io.github.planfiji.testing;

import io.github.planfiji.dataset.Picture;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/** How much of each fineness a picture holds, whatever it shows: texture in one curve. */
public final class PowerSpectrum {

    private static final FastFourierTransformer FOURIER =
            new FastFourierTransformer(DftNormalization.STANDARD);

    private PowerSpectrum() {}

    /**
     * log10 of the power of the first channel, averaged over rings of 1 to size/2 - 1 cycles an
     * image.
     *
     * @param picture square, with a power of two as its size
     */
    public static double[] radial(Picture picture) {
        int size = picture.height();
        Complex[][] rows = new Complex[size][];
        for (int y = 0; y < size; y++) {
            double[] row = new double[size];
            for (int x = 0; x < size; x++) row[x] = picture.at(0, y, x);
            rows[y] = FOURIER.transform(row, TransformType.FORWARD);
        }
        double[] power = new double[size / 2];
        int[] count = new int[size / 2];
        for (int x = 0; x < size; x++) {
            Complex[] column = new Complex[size];
            for (int y = 0; y < size; y++) column[y] = rows[y][x];
            column = FOURIER.transform(column, TransformType.FORWARD);
            for (int y = 0; y < size; y++) {
                int ring =
                        (int) Math.round(Math.hypot(Math.min(x, size - x), Math.min(y, size - y)));
                if (ring >= size / 2) continue;
                power[ring] += Math.pow(column[y].abs(), 2);
                count[ring]++;
            }
        }
        double[] radial = new double[size / 2 - 1];
        for (int r = 0; r < radial.length; r++)
            radial[r] = Math.log10(power[r + 1] / count[r + 1] + 1e-12);
        return radial;
    }

    /** The mean over fine rings, from an eighth of all up, of the difference of two spectra. */
    public static double fineDifference(double[] a, double[] b) {
        double sum = 0;
        int from = a.length / 8;
        for (int r = from; r < a.length; r++) sum += a[r] - b[r];
        return sum / (a.length - from);
    }
}
