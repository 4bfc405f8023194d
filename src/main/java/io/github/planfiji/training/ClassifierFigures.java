package io.github.planfiji.training;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How well a classifier does on images that training never saw.
 *
 * @param images how many were shown
 * @param accuracy share of them whose most probable class is right, 0..1
 * @param balancedAccuracy mean of {@code perClass} over the classes that occur, 0..1
 * @param perClass the share of right images of each class, 0..1; NaN where a class does not occur
 */
public record ClassifierFigures(
        int images, double accuracy, double balancedAccuracy, List<Double> perClass) {

    public ClassifierFigures {
        perClass = List.copyOf(perClass);
    }

    /**
     * @param labels true classes, 0-based, at least one
     * @param predicted predicted classes, as many
     * @param classes number of classes
     */
    public static ClassifierFigures of(int[] labels, int[] predicted, int classes) {
        int[] shown = new int[classes];
        int[] right = new int[classes];
        int rightInAll = 0;
        for (int i = 0; i < labels.length; i++) {
            shown[labels[i]]++;
            if (predicted[i] == labels[i]) {
                right[labels[i]]++;
                rightInAll++;
            }
        }
        double[] shares = new double[classes];
        for (int c = 0; c < classes; c++) shares[c] = (double) right[c] / shown[c];
        double balanced =
                DoubleStream.of(shares).filter(s -> !Double.isNaN(s)).average().orElse(Double.NaN);
        return new ClassifierFigures(
                labels.length,
                (double) rightInAll / labels.length,
                balanced,
                DoubleStream.of(shares).boxed().toList());
    }
}
