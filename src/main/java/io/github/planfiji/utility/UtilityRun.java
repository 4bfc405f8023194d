package io.github.planfiji.utility;

/**
 * One trained classifier.
 *
 * @param set name of its training set
 * @param images size of that set, the validation part counted
 * @param seed of the split and the training
 * @param shown length of the chosen training, in images shown
 * @param validation its balanced accuracy on the validation part, which chose it
 * @param test on the real images that nothing saw
 */
public record UtilityRun(
        String set,
        int images,
        long seed,
        int shown,
        double validation,
        ClassificationMeasures test) {}
