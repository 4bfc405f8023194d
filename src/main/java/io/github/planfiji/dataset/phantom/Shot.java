package io.github.planfiji.dataset.phantom;

import io.github.planfiji.dataset.Sample;
import java.util.Locale;

/**
 * One photograph of the set.
 *
 * @param patient 0-based
 * @param index 0-based among the patient's photographs
 */
record Shot(int patient, int index) {

    Grade grade() {
        return Grade.values()[patient % Grade.values().length];
    }

    boolean isRight() {
        return index % 2 == 1;
    }

    String eye() {
        return isRight() ? "right" : "left";
    }

    String patientId() {
        return String.format(Locale.ROOT, "p%03d", patient);
    }

    /** File name without a folder, for example {@code p007_left_0.png}. */
    String fileName() {
        return "%s_%s_%d.png".formatted(patientId(), eye(), index / 2);
    }

    Sample sample() {
        return new Sample(grade().label() + "/" + fileName(), grade().label(), patientId());
    }
}
