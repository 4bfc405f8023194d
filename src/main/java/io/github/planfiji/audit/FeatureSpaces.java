package io.github.planfiji.audit;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Resizer;
import io.github.planfiji.engine.Evaluation;
import io.github.planfiji.engine.FeatureNet;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.run.Progress;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Describes the images of an audit: the only place of this package where networks run. */
public final class FeatureSpaces {

    private static final int SIDE = 16;

    private FeatureSpaces() {}

    /**
     * By a network.
     *
     * @param name what figures call this space; says the network
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    public static FeatureSpace of(
            String name, Torch torch, FeatureNet net, AuditSets sets, Progress progress) {
        return of(name, set -> Evaluation.features(torch, net, set, progress), sets);
    }

    /**
     * By the pixels themselves, averaged to {@value #SIDE} x {@value #SIDE} places: a space that no
     * network had a hand in. Its distance is the mean squared difference of grey values 0..1.
     */
    public static FeatureSpace pixels(AuditSets sets) {
        return of("pixels, averaged to 16 x 16", FeatureSpaces::pixels, sets);
    }

    /**
     * By an identity classifier that is trained here to tell the training patients apart, see
     * {@link ReidentificationMatcher#trained}; it had no hand in the released images.
     *
     * @return empty where no patient has two images, or the options want no such classifier
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    public static Optional<FeatureSpace> trainedApart(
            Torch torch, AuditSets sets, AuditOptions options, Progress progress)
            throws IOException {
        PatientProbes split = PatientProbes.of(sets.training(), options);
        if (split.probes().length == 0 || options.matcherEpochs() == 0) return Optional.empty();
        ReidentificationMatcher matcher =
                ReidentificationMatcher.trained(
                        torch,
                        sets.training().subset(split.gallery()).renumbered(),
                        options.matcherEpochs(),
                        options.seed(),
                        progress);
        return Optional.of(of(matcher.name(), matcher::describe, sets));
    }

    private static FeatureSpace of(
            String name, Function<ImageSet, float[][]> describe, AuditSets sets) {
        return new FeatureSpace(
                name,
                describe.apply(sets.released()),
                describe.apply(sets.training()),
                describe.apply(sets.heldOut()));
    }

    private static float[][] pixels(ImageSet set) {
        float[][] rows = new float[set.size()][];
        for (int i = 0; i < rows.length; i++) {
            Picture small = Resizer.fit(set.picture(i), SIDE, set.channels());
            float scale = (float) (0.5 / Math.sqrt(small.chw().length));
            rows[i] = small.chw().clone();
            for (int f = 0; f < rows[i].length; f++) rows[i][f] *= scale;
        }
        return rows;
    }
}
