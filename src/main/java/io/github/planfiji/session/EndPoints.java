package io.github.planfiji.session;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.ksame.KSameResult;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the end points of a walk by what a user calls them: {@code group 3} (a k-same group of the
 * model's training images, 1-based), {@code seed 7} (a random latent), or {@code image NAME} (an
 * image of a given set, inverted; not anonymised, for inspection only).
 */
public final class EndPoints {

    private final Plan plan;
    private final int k;
    private final Optional<ImageSet> images;
    private final Progress progress;
    private KSameResult groups;

    /**
     * @param k patients behind a group
     * @param images where names of images are looked up
     */
    public EndPoints(Plan plan, int k, Optional<ImageSet> images, Progress progress) {
        this.plan = plan;
        this.k = k;
        this.images = images;
        this.progress = progress;
    }

    /** Where a point lies, which for a random one depends on the class. */
    @FunctionalInterface
    public interface Code {

        /**
         * @param classIndex 0-based class of the walk
         * @return w, [D]
         */
        float[] of(int classIndex) throws IOException;
    }

    /**
     * A point of a walk.
     *
     * @param code where it lies
     * @param condition its class, empty if it has none of its own
     */
    public record EndPoint(Code code, String condition) {

        /** A point that is where it is, whatever the walk's class. */
        static EndPoint fixed(float[] code, String condition) {
            return new EndPoint(classIndex -> code, condition);
        }
    }

    /**
     * @throws UserException if the text names no point
     */
    public EndPoint find(String text) throws IOException {
        String[] words = text.trim().split("[\\s:]+", 2);
        UserException.require(
                words.length == 2,
                "\"%s\" names no point: use \"group 1\", \"seed 7\" or \"image NAME\".",
                text);
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "group" -> group(number(words[1], text));
            case "seed" -> seed(number(words[1], text));
            case "image" -> image(words[1]);
            default ->
                    throw new UserException(
                            "\""
                                    + text
                                    + "\" names no point: use \"group 1\", \"seed 7\" or \"image NAME\".");
        };
    }

    private EndPoint seed(long seed) {
        return new EndPoint(classIndex -> plan.latent(seed, classIndex, 1), "");
    }

    private EndPoint group(long number) throws IOException {
        if (groups == null) groups = plan.anonymize(KSameOptions.of(k), progress);
        List<KSamePoint> points = groups.points();
        UserException.require(
                number >= 1 && number <= points.size(),
                "There is no group %d: with k = %d the groups are 1 to %d.",
                number,
                k,
                points.size());
        KSamePoint point = points.get((int) number - 1);
        return EndPoint.fixed(point.code(), point.condition());
    }

    private EndPoint image(String name) throws IOException {
        ImageSet set =
                images.orElseThrow(
                        () ->
                                new UserException(
                                        "To walk from an image, give the images too (images=[...])."));
        int index =
                IntStream.range(0, set.size())
                        .filter(i -> set.sample(i).name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new UserException(
                                                "The image set has no image \"" + name + "\"."));
        float[][] code = plan.invert(set.subset(index), InversionOptions.of(200), progress);
        return EndPoint.fixed(code[0], set.sample(index).condition());
    }

    private static long number(String text, String whole) {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            throw new UserException(
                    "\"" + whole + "\" needs a whole number, for example \"group 1\".", e);
        }
    }
}
