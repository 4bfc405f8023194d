package io.github.planfiji.measure;

import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.util.SplittableRandom;

/** Divides images in two by their patients, anew each time it is asked. */
public final class PatientHalves {

    private final Groups patients;
    private final SplittableRandom random;

    /**
     * @param patients the patient of each image, as a number, [N]
     * @throws UserException if there are fewer than two
     */
    public PatientHalves(int[] patients, Seed seed) {
        this.patients = new Groups(patients);
        this.random = seed.stream("patient halves");
        UserException.require(
                this.patients.count() >= 2,
                "One patient cannot be divided: give images of at least two patients.");
    }

    /** The indices of the images of one half of the patients, and of the other. */
    public int[][] next() {
        return patients.divided(patients.count() / 2, random);
    }
}
