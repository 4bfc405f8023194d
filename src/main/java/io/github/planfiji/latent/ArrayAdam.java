package io.github.planfiji.latent;

/**
 * Adam (Kingma and Ba 2015) on one plain array; betas (0.9, 0.999), epsilon 1e-8, double moments.
 */
public final class ArrayAdam {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double[] first;
    private final double[] second;
    private int step;

    /**
     * @param size length of the parameter array
     */
    public ArrayAdam(int size) {
        first = new double[size];
        second = new double[size];
    }

    /**
     * One step down the gradient, in place.
     *
     * @param parameters of the size given at construction
     * @param gradient of the same length
     * @param learningRate of this step
     */
    public void update(float[] parameters, double[] gradient, double learningRate) {
        step++;
        double correction1 = 1 - Math.pow(BETA1, step);
        double correction2 = Math.sqrt(1 - Math.pow(BETA2, step));
        for (int i = 0; i < parameters.length; i++) {
            first[i] = BETA1 * first[i] + (1 - BETA1) * gradient[i];
            second[i] = BETA2 * second[i] + (1 - BETA2) * gradient[i] * gradient[i];
            double denominator = Math.sqrt(second[i]) / correction2 + EPSILON;
            parameters[i] -= (float) (learningRate / correction1 * first[i] / denominator);
        }
    }
}
