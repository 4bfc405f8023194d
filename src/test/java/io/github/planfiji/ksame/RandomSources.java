package io.github.planfiji.ksame;

import io.github.planfiji.dataset.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random sources for property tests. */
final class RandomSources {

    private RandomSources() {}

    /**
     * Images of patients with 1 to 5 images each.
     *
     * @param images how many
     * @param classes how many classes patients come from
     * @param mixedShare probability that an image is of another class than its patient
     */
    static KSameSources ragged(
            SplittableRandom random, int images, int dimension, int classes, double mixedShare) {
        List<Sample> samples = new ArrayList<>();
        float[][] codes = new float[images][dimension];
        int patient = 0;
        while (samples.size() < images) {
            patient++;
            int patientClass = random.nextInt(classes);
            int count = Math.min(1 + random.nextInt(5), images - samples.size());
            for (int i = 0; i < count; i++) {
                boolean other = random.nextDouble() < mixedShare;
                int imageClass = other ? random.nextInt(classes) : patientClass;
                samples.add(
                        new Sample(
                                "file" + samples.size(), "grade" + imageClass, "person" + patient));
            }
        }
        for (float[] code : codes)
            for (int d = 0; d < dimension; d++) code[d] = (float) (random.nextDouble() * 2 - 1);
        return new KSameSources(codes, samples, "none");
    }

    /** One image a patient, all of one class. */
    static KSameSources single(float[]... codes) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < codes.length; i++) samples.add(new Sample("f" + i, "a", "p" + i));
        return new KSameSources(codes, samples, "none");
    }
}
