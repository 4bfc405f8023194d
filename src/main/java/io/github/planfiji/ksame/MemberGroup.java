package io.github.planfiji.ksame;

import java.util.List;

/**
 * One group with its members, in an order that depends on their codes only. Private: never
 * released.
 *
 * @param number 1-based
 * @param condition the class of all members, or empty where groups span all classes
 * @param patients at least k
 * @param mean [D], the mean of the patients' codes, each patient of the same weight
 */
public record MemberGroup(int number, String condition, List<PatientCode> patients, float[] mean) {

    public MemberGroup {
        patients = List.copyOf(patients);
    }

    /** The number of the members' images. */
    public int images() {
        return patients.stream().mapToInt(p -> p.images().length).sum();
    }
}
