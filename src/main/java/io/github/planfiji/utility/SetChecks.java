package io.github.planfiji.utility;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.run.UserException;
import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.Set;

/** Whether a test set may test a classifier that was trained on another set. */
final class SetChecks {

    private SetChecks() {}

    /**
     * @throws UserException if the sets have other classes, or share an image or a patient
     */
    static void requireTestable(String name, ImageSet train, ImageSet test) {
        UserException.require(
                train.classes().equals(test.classes()),
                "The set \"%s\" has the classes %s, the test images have %s: they must be the same.",
                name,
                train.classes(),
                test.classes());
        int images = sharedImages(train, test);
        UserException.require(
                images == 0,
                "%d test images are in the set \"%s\" too: test with images of patients that no network was trained on.",
                images,
                name);
        int patients = sharedPatients(train, test);
        UserException.require(
                patients == 0,
                "%d patients have images both in the set \"%s\" and among the test images: test with other patients.",
                patients,
                name);
    }

    private static int sharedImages(ImageSet train, ImageSet test) {
        Set<FloatBuffer> known = new HashSet<>();
        for (int i = 0; i < train.size(); i++) known.add(values(train.picture(i)));
        int shared = 0;
        for (int i = 0; i < test.size(); i++) if (known.contains(values(test.picture(i)))) shared++;
        return shared;
    }

    /** Equal where the pixel values are. */
    private static FloatBuffer values(Picture picture) {
        return FloatBuffer.wrap(picture.chw());
    }

    private static int sharedPatients(ImageSet train, ImageSet test) {
        Set<String> shared = knownPatients(train);
        shared.retainAll(knownPatients(test));
        return shared.size();
    }

    /**
     * Patients with ids of their own; without ids a file's name stands for them, which may recur.
     */
    private static Set<String> knownPatients(ImageSet set) {
        Set<String> patients = new HashSet<>();
        for (int i = 0; i < set.size(); i++) {
            Sample sample = set.sample(i);
            boolean isOwnFile =
                    sample.name().equals(sample.patient())
                            || sample.name().startsWith(sample.patient() + "#");
            if (!isOwnFile) patients.add(sample.patient());
        }
        return patients;
    }
}
