package io.github.planfiji.engine;

/** Settings of Adam (Kingma and Ba 2015). */
public record AdamOptions(double learningRate, double beta1, double beta2, double epsilon) {

    /** The customary betas (0.9, 0.999) and epsilon 1e-8. */
    public static AdamOptions of(double learningRate) {
        return new AdamOptions(learningRate, 0.9, 0.999, 1e-8);
    }

    /** The same with another learning rate. */
    public AdamOptions withLearningRate(double rate) {
        return new AdamOptions(rate, beta1, beta2, epsilon);
    }
}
