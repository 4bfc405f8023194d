package io.github.planfiji.dataset;

import io.github.planfiji.run.UserException;
import java.util.ArrayList;
import java.util.List;

/** Gathers samples while they are read, each picture brought to the size of the set. */
final class SetBuilder {

    private final ImageSetOptions options;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Picture> pictures = new ArrayList<>();

    /**
     * @param expected how many pictures there will be, at least
     * @throws UserException if they do not fit into memory
     */
    SetBuilder(ImageSetOptions options, long expected) {
        this.options = options;
        double bytes =
                4.0 * expected * options.channels() * options.resolution() * options.resolution();
        double available = Runtime.getRuntime().maxMemory();
        UserException.require(
                bytes < available,
                "%d images of %d x %d x %d take %.1f GB, but Java may use %.1f GB: lower the"
                        + " resolution, take fewer images, or raise Edit > Options > Memory.",
                expected,
                options.channels(),
                options.resolution(),
                options.resolution(),
                bytes / 1e9,
                available / 1e9);
    }

    void add(Sample sample, Picture picture) {
        samples.add(sample);
        pictures.add(Resizer.fit(picture, options.resolution(), options.channels()));
    }

    ImageSet build() {
        return new ImageSet(samples, pictures);
    }
}
