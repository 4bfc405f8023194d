package io.github.planfiji.ksame;

import java.util.List;

/**
 * Which image went into which group. Private: it undoes the anonymisation, and is kept apart from
 * what is released; the checker needs it.
 *
 * @param entries one an image, in the order of the sources
 */
public record Membership(List<Entry> entries) {

    public Membership {
        entries = List.copyOf(entries);
    }

    /** What became of an image. */
    public enum Fate {
        /** In a group. */
        GROUPED,
        /** Left out with its whole patient, beyond a multiple of k. */
        REMAINDER,
        /** Left out, because its patient is grouped in the class of most of the images. */
        OTHER_CLASS
    }

    /**
     * @param image 0-based index into the sources
     * @param name the image's name
     * @param patient the patient id
     * @param condition the class of the image
     * @param group 1-based number, 0 if left out
     */
    public record Entry(
            int image, String name, String patient, String condition, int group, Fate fate) {}
}
