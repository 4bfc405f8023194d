package io.github.planfiji.testing;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Gradients by central differences, to compare others with. */
public final class FiniteDifferences {

    private FiniteDifferences() {}

    /** (f(x + step e_i) - f(x - step e_i)) / (2 step) for every i. */
    public static double[] gradient(ToDoubleFunction<float[]> function, float[] at, double step) {
        double[] gradient = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            float[] up = at.clone();
            float[] down = at.clone();
            up[i] += (float) step;
            down[i] -= (float) step;
            double width = (double) up[i] - down[i];
            gradient[i] = (function.applyAsDouble(up) - function.applyAsDouble(down)) / width;
        }
        return gradient;
    }

    /** Standard normal values. */
    public static float[] normal(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = (float) random.nextGaussian();
        return values;
    }
}
