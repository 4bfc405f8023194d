package io.github.planfiji.ij;

import ij.ImagePlus;
import ij.ImageStack;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Resizer;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An open ImageJ stack as an image set. Its slice labels say class, patient and (if wanted) the
 * image's name, parted by slashes: {@code mild/p003/left eye} or {@code mild/p003}. Slices with the
 * same second part are one person. Of a label with several lines the first counts. In a hyperstack
 * of three channels, the first channel's slice is labelled.
 */
public final class StackImageSet {

    private StackImageSet() {}

    /**
     * Copies a stack; see {@link ImageJReader} for the mapping of pixel values.
     *
     * @param resolution width and height wanted, in pixels
     * @param channels 1 (grey) or 3 (RGB)
     * @throws UserException if a label is missing or the channels are neither 1 nor 3
     */
    public static ImageSet of(ImagePlus image, int resolution, int channels) {
        ImageStack stack = image.getStack();
        List<Picture> frames;
        try {
            frames = ImagePlusPictures.of(image);
        } catch (IOException e) {
            throw new UserException(
                    "The image '%s' has %s: convert it first."
                            .formatted(image.getTitle(), e.getMessage()),
                    e);
        }
        List<Sample> samples = new ArrayList<>(frames.size());
        List<Picture> pictures = new ArrayList<>(frames.size());
        for (int f = 0; f < frames.size(); f++) {
            int slice = 1 + f * image.getNChannels();
            samples.add(sample(stack.getSliceLabel(slice), slice));
            pictures.add(Resizer.fit(frames.get(f), resolution, channels));
        }
        return new ImageSet(samples, pictures);
    }

    private static Sample sample(String label, int slice) {
        String line = label == null ? "" : label.lines().findFirst().orElse("");
        String[] parts = line.split("/", 3);
        // A label holds a patient id: the message names the slice only.
        UserException.require(
                parts.length >= 2 && !parts[0].isBlank() && !parts[1].isBlank(),
                "Slice %d has no label of the form class/patient or class/patient/name: set it with"
                        + " Image > Stacks > Tools > Set Label...",
                slice);
        String name = parts.length == 3 && !parts[2].isBlank() ? parts[2].strip() : "#" + slice;
        return new Sample(name, parts[0].strip(), parts[1].strip());
    }
}
