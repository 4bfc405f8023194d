package io.github.planfiji.release;

import io.github.planfiji.engine.FeatureNet;
import io.github.planfiji.engine.FrozenResNet;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.PerceptualNet;
import io.github.planfiji.run.Progress;
import io.github.planfiji.walk.MarginSpace;
import io.github.planfiji.walk.MarginTerm;
import java.io.IOException;
import java.util.Optional;

/**
 * Pushes walks away from real images, in the features of the identity classifier, which guides
 * walks anyway. Describes the real images when it is first needed.
 */
final class MarginGuide implements AutoCloseable {

    /** Each further try of a walk weighs the margin so many times more. */
    private static final double STRONGER = 4;

    private final Model model;
    private final ReleaseOptions options;
    private final ReleaseSources sources;
    private final Progress progress;
    private MarginTerm term;

    MarginGuide(Model model, ReleaseOptions options, ReleaseSources sources, Progress progress) {
        this.model = model;
        this.options = options;
        this.sources = sources;
        this.progress = progress;
    }

    /**
     * The margin's term for walks, if they are to have one; this guide closes it.
     *
     * @param attempt 0 for walks made for the first time
     */
    Optional<MarginTerm> term(int attempt) throws IOException {
        double weight = weight(attempt);
        if (options.marginQuantile() == 0 || weight == 0) return Optional.empty();
        if (term == null) term = space().hinge(1);
        return Optional.of(term.times(weight));
    }

    private double weight(int attempt) {
        return attempt == 0
                ? options.marginWeight()
                : Math.max(1, options.marginWeight()) * StrictMath.pow(STRONGER, attempt);
    }

    private MarginSpace space() throws IOException {
        FeatureNet net =
                model.identity() instanceof FrozenResNet layers
                        ? new PerceptualNet(model.torch(), layers)
                        : model.identity();
        return MarginSpace.of(
                model.torch(),
                net,
                "features of the identity classifier",
                sources.reals(),
                sources.heldOut(),
                options.marginQuantile(),
                progress);
    }

    @Override
    public void close() {
        if (term != null) term.close();
    }
}
