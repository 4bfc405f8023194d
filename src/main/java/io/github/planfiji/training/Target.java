package io.github.planfiji.training;

import io.github.planfiji.dataset.ImageSet;
import java.util.List;
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
