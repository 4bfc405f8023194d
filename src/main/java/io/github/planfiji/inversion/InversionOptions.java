package io.github.planfiji.inversion;

import io.github.planfiji.run.UserException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How images are inverted.
 *
 * @param steps of Adam after the encoder's start; 0 takes the encoder's answer
 * @param learningRate of Adam in units of the spread of w; ramps down along a cosine in the last
 *     quarter
 * @param pixelWeight of the mean squared pixel difference
 * @param perceptualWeight of the perceptual distance
 * @param conditionWeight of the perceptual distance in the condition classifier's features: without
 *     it most reconstructions lose their class, which is a matter of few pixels; needs no label
 * @param priorWeight of the mean square of the standardised latent, which keeps it where the
 *     generator is good
 * @param batch images at a time, fewer of large ones on a CPU; changes no result beyond rounding
 */
public record InversionOptions(
        int steps,
        double learningRate,
        double pixelWeight,
        double perceptualWeight,
        double conditionWeight,
        double priorWeight,
        int batch) {

    public InversionOptions {
        UserException.require(steps >= 0, "Inversion steps = %d must not be negative.", steps);
        UserException.require(
                learningRate > 0 && Double.isFinite(learningRate),
                "Learning rate %s must be positive.",
                learningRate);
        for (double weight :
                new double[] {pixelWeight, perceptualWeight, conditionWeight, priorWeight})
            UserException.require(
                    weight >= 0 && Double.isFinite(weight),
                    "Weights of an inversion must be numbers of at least 0, but one is %s.",
                    weight);
        UserException.require(batch >= 1, "Batch = %d must be at least 1.", batch);
    }

    /** Defaults for a number of steps. */
    public static InversionOptions of(int steps) {
        return new InversionOptions(steps, 0.1, 10, 1, 2, 0.002, 16);
    }

    /** The same with another number of images at a time. */
    public InversionOptions withBatch(int value) {
        return new InversionOptions(
                steps,
                learningRate,
                pixelWeight,
                perceptualWeight,
                conditionWeight,
                priorWeight,
                value);
    }

    /** Every option by name, in order, for provenance. */
    public Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("inversion steps", Integer.toString(steps));
        map.put("learning rate", Double.toString(learningRate));
        map.put("pixel weight", Double.toString(pixelWeight));
        map.put("perceptual weight", Double.toString(perceptualWeight));
        map.put("condition weight", Double.toString(conditionWeight));
        map.put("prior weight", Double.toString(priorWeight));
        return map;
    }
}
