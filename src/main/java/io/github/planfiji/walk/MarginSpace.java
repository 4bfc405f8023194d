package io.github.planfiji.walk;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.engine.Evaluation;
import io.github.planfiji.engine.FeatureNet;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.measure.NearestNeighbours;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The real images in a feature space, with the margin that was calibrated there. Images are let out
 * by the distances in one space and pushed away from real ones in another ({@link #hinge}): a
 * network that guides a walk can be fooled by it, and must not judge its result. Private: holds
 * descriptions of single patients.
 */
public final class MarginSpace {

    /** Images between two looks at whether to stop. */
    private static final int SLICE = 64;

    private final Torch torch;
    private final FeatureNet net;
    private final float[][] reals;
    private final Margin margin;

    private MarginSpace(Torch torch, FeatureNet net, float[][] reals, Margin margin) {
        this.torch = torch;
        this.net = net;
        this.reals = reals;
        this.margin = margin;
    }

    /**
     * Describes the real images and calibrates tau.
     *
     * @param net squared distances of its features are the distances meant
     * @param name what the distance is called
     * @param reals what images must keep away from
     * @param heldOut images of other patients, whose distances to the real ones are the scale;
     *     without them every patient of the real images is held out in turn
     * @param quantile of these distances that tau is, 0..1 (excluded); 0 for no margin
     * @throws UserException if the quantile is out of range, or all images are of one patient
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    public static MarginSpace of(
            Torch torch,
            FeatureNet net,
            String name,
            ImageSet reals,
            Optional<ImageSet> heldOut,
            double quantile,
            Progress progress) {
        UserException.require(
                quantile >= 0 && quantile < 1,
                "The margin's quantile = %s must lie in 0..1, for example 0.05; 0 for none.",
                quantile);
        float[][] features = describe(torch, net, reals, progress);
        double[] distances = {};
        if (quantile > 0 && heldOut.isPresent())
            distances =
                    MarginCalibration.ofHeldOut(
                            describe(torch, net, heldOut.get(), progress), features, progress);
        else if (quantile > 0)
            distances =
                    MarginCalibration.acrossPatients(
                            features,
                            IntStream.range(0, reals.size()).map(reals::patientOf).toArray(),
                            progress);
        Margin margin = MarginCalibration.margin(distances, quantile, name);
        return new MarginSpace(torch, net, features, margin);
    }

    private static float[][] describe(
            Torch torch, FeatureNet net, ImageSet set, Progress progress) {
        float[][] all = new float[set.size()][];
        for (int from = 0; from < all.length; from += SLICE) {
            progress.step("Measuring real images", from, all.length);
            int to = Math.min(all.length, from + SLICE);
            List<Picture> pictures = IntStream.range(from, to).mapToObj(set::picture).toList();
            float[][] part = Evaluation.features(torch, net, pictures, progress);
            System.arraycopy(part, 0, all, from, part.length);
        }
        return all;
    }

    public Margin margin() {
        return margin;
    }

    /**
     * The nearest real image of each picture.
     *
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    public NearestNeighbours nearest(List<Picture> pictures, Progress progress) {
        return NearestNeighbours.between(
                Evaluation.features(torch, net, pictures, progress), reals, 1);
    }

    /**
     * The margin of this space as a term of a walk; the caller closes it.
     *
     * @param weight of one image's term, at least 0
     */
    public MarginTerm hinge(double weight) {
        return MarginTerm.of(torch, net, reals, margin.threshold(), weight);
    }
}
