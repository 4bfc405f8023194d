package io.github.planfiji.audit;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.run.UserException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What is audited and against what; images of one size and number of channels.
 *
 * @param released the images to be released
 * @param training the real images that the generator learned from: the members
 * @param heldOut real images of other patients of the same population: the non-members
 */
public record AuditSets(ImageSet released, ImageSet training, ImageSet heldOut) {

    private static final int FEWEST_RELEASED = 20;
    private static final int FEWEST_REAL = 8;
    private static final int FEWEST_PATIENTS = 4;

    /**
     * @throws UserException if a set is too small, the sizes differ, or training and held-out
     *     images share patients
     */
    public AuditSets {
        requireImages("released", released, FEWEST_RELEASED);
        for (ImageSet set : List.of(training, heldOut)) {
            String name = set == training ? "training" : "held-out";
            requireImages(name, set, FEWEST_REAL);
            int patients = patientNames(set).size();
            UserException.require(
                    patients >= FEWEST_PATIENTS,
                    "The %s images are of %d patients, but an audit needs at least %d.",
                    name,
                    patients,
                    FEWEST_PATIENTS);
            requireSameSize(released, set, name);
        }
        Set<String> shared = namedPatients(training);
        shared.retainAll(namedPatients(heldOut));
        UserException.require(
                shared.isEmpty(),
                "%d patients are among the training images and among the held-out ones: give held-out images of other patients.",
                shared.size());
    }

    /** The patient of each training image, as a number. */
    public int[] trainingPatients() {
        return patients(training);
    }

    /** The patient of each held-out image, as a number of its own kind. */
    public int[] heldOutPatients() {
        return patients(heldOut);
    }

    /** What is audited, as a sentence with counts only. */
    String subject() {
        return "%d released images were compared with %d training images of %d patients and %d held-out real images of %d other patients, all at %d x %d pixels."
                .formatted(
                        released.size(),
                        training.size(),
                        patientNames(training).size(),
                        heldOut.size(),
                        patientNames(heldOut).size(),
                        released.width(),
                        released.height());
    }

    private static int[] patients(ImageSet set) {
        return IntStream.range(0, set.size()).map(set::patientOf).toArray();
    }

    private static Set<String> patientNames(ImageSet set) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < set.size(); i++) names.add(set.sample(i).patient());
        return names;
    }

    /** Patients that go by more than their file, whose name two folders may share by accident. */
    private static Set<String> namedPatients(ImageSet set) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < set.size(); i++) {
            Sample sample = set.sample(i);
            if (!sample.patient().equals(sample.name())) names.add(sample.patient());
        }
        return names;
    }

    private static void requireImages(String name, ImageSet set, int fewest) {
        UserException.require(
                set.size() >= fewest,
                "There are %d %s images, but an audit needs at least %d.",
                set.size(),
                name,
                fewest);
    }

    private static void requireSameSize(ImageSet released, ImageSet real, String name) {
        UserException.require(
                released.width() == real.width()
                        && released.height() == real.height()
                        && released.channels() == real.channels(),
                "The released images are %d x %d x %d, the %s ones %d x %d x %d: open both at one size.",
                released.channels(),
                released.height(),
                released.width(),
                name,
                real.channels(),
                real.height(),
                real.width());
    }
}
