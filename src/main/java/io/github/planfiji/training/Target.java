package io.github.planfiji.training;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.run.UserException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a classifier tells of an image. */
public enum Target {
    /** The patient; the network is private, it remembers people. */
    IDENTITY {
        @Override
        List<String> names(ImageSet set) {
            return set.patients();
        }

        @Override
        int labelOf(ImageSet set, int image) {
            return set.patientOf(image);
        }
    },
    /** The condition. */
    CONDITION {
        @Override
        List<String> names(ImageSet set) {
            return set.classes();
        }

        @Override
        int labelOf(ImageSet set, int image) {
            return set.classOf(image);
        }
    };

    /**
     * Checks that figures measured on held-out images will mean what they say.
     *
     * @throws UserException if the two sets number the targets differently, or if patients whose
     *     condition was learnt are among the held-out ones
     */
    void requireApart(ImageSet train, ImageSet heldOut) {
        UserException.require(
                names(train).equals(names(heldOut)),
                "The held-out images have another list of %s than the training images: cut both from one set.",
                this == IDENTITY ? "patients" : "classes");
        if (this == IDENTITY || !train.patients().equals(heldOut.patients())) return;
        Set<Integer> known = patients(train);
        known.retainAll(patients(heldOut));
        UserException.require(
                known.isEmpty(),
                "%d patients have images among both the training and the held-out images: split the set by patient.",
                known.size());
    }

    private static Set<Integer> patients(ImageSet set) {
        return IntStream.range(0, set.size())
                .mapToObj(set::patientOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    abstract List<String> names(ImageSet set);

    abstract int labelOf(ImageSet set, int image);

    /** How many patients or conditions the set numbers, among them those of its origin. */
    public int count(ImageSet set) {
        return names(set).size();
    }

    /** The 0-based patient or condition of every image. */
    public int[] labels(ImageSet set) {
        return IntStream.range(0, set.size()).map(i -> labelOf(set, i)).toArray();
    }
}
