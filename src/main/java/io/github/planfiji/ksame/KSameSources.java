package io.github.planfiji.ksame;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.run.UserException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The private images to anonymise, as codes. Private: never released.
 *
 * @param codes [N][D], one an image: latents, pixels or any features; finite; not copied: treat as
 *     read-only
 * @param samples class and patient of each image, N
 * @param modelHash SHA-256 of the model in whose space the codes lie, hexadecimal, or "none"
 */
public record KSameSources(float[][] codes, List<Sample> samples, String modelHash) {

    /**
     * @throws UserException if there is no image or a code is not finite
     */
    public KSameSources {
        samples = List.copyOf(samples);
        UserException.require(codes.length > 0, "There is no image to anonymise: give some.");
        if (codes.length != samples.size())
            throw new IllegalArgumentException(
                    codes.length + " codes, " + samples.size() + " samples");
        for (int i = 0; i < codes.length; i++) {
            if (codes[i].length != codes[0].length || codes[i].length == 0)
                throw new IllegalArgumentException(
                        "codes of " + codes[0].length + " and " + codes[i].length + " components");
            for (float value : codes[i])
                UserException.require(
                        Float.isFinite(value),
                        "The code of image %d (1-based) holds the value %s: leave the image out, or"
                                + " make its code again.",
                        i + 1,
                        value);
        }
    }

    /** The images of a set with a code each, for example their latents. */
    public static KSameSources of(ImageSet set, float[][] codes, String modelHash) {
        List<Sample> samples = IntStream.range(0, set.size()).mapToObj(set::sample).toList();
        return new KSameSources(codes, samples, modelHash);
    }

    /** The images of a set as their pixels, D = C*H*W, for the pixel and eigen methods. */
    public static KSameSources ofPixels(ImageSet set) {
        float[][] pixels = new float[set.size()][];
        for (int i = 0; i < pixels.length; i++) pixels[i] = set.picture(i).chw();
        return of(set, pixels, "none");
    }

    /** The number of images N. */
    public int size() {
        return codes.length;
    }
}
