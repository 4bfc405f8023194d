package io.github.planfiji.audit;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Splits;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The training images as an attacker has them who knows the patients: one image of every patient
 * with two or more is a probe, the others are the gallery. Indices into the training images.
 *
 * @param gallery images whose patients the attacker knows; every patient has one or more
 * @param probes one further image of a patient each; none where no patient has two images
 */
record PatientProbes(int[] gallery, int[] probes) {

    static PatientProbes of(ImageSet training, AuditOptions options) {
        int[] all = IntStream.range(0, training.size()).toArray();
        if (training.renumbered().patients().size() == training.size())
            return new PatientProbes(all, new int[0]);
        int[] probes = Splits.unseenIndices(training, 0, options.random("probes"));
        return new PatientProbes(
                Arrays.stream(all).filter(i -> Arrays.binarySearch(probes, i) < 0).toArray(),
                probes);
    }
}
