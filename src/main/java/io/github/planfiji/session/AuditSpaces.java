package io.github.planfiji.session;

import io.github.planfiji.audit.AuditOptions;
import io.github.planfiji.audit.AuditSets;
import io.github.planfiji.audit.Descriptions;
import io.github.planfiji.audit.FeatureSpaces;
import io.github.planfiji.engine.Model;
import io.github.planfiji.run.Progress;
import java.io.IOException;
import java.util.List;

/** The feature spaces in which a model's released images are audited. */
final class AuditSpaces {

    private AuditSpaces() {}

    static Descriptions of(Model model, AuditSets sets, AuditOptions options, Progress progress)
            throws IOException {
        return new Descriptions(
                List.of(
                        FeatureSpaces.of(
                                model.perceptualName(),
                                model.torch(),
                                model.perceptual(),
                                sets,
                                progress),
                        FeatureSpaces.pixels(sets)),
                FeatureSpaces.of(
                        "features of the condition classifier",
                        model.torch(),
                        model.condition(),
                        sets,
                        progress),
                FeatureSpaces.trainedApart(model.torch(), sets, options, progress).stream()
                        .toList());
    }
}
