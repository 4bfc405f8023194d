package io.github.planfiji.engine;

import io.github.planfiji.run.UserException;
import java.util.List;

/**
 * What a TorchScript network of images takes and gives.
 *
 * @param channels of the images it takes, 1 or 3; grey images are given to a network of RGB images
 * @param outputs components of its answer [N,outputs]; for features 0 if not known
 * @param answer "logits" (log-probabilities are logits too), "probabilities", "latent" (of an
 *     encoder: w, or z where the generator takes z) or "features"
 * @param range of its images, -1..1 if not given
 */
public record TorchScriptNetShape(int channels, int outputs, String answer, ImageRange range) {

    static final String PROBABILITIES = "probabilities";
    static final String LATENT = "latent";
    private static final String FEATURES = "features";

    private static final List<String> ANSWERS = List.of("logits", PROBABILITIES, LATENT, FEATURES);

    public TorchScriptNetShape {
        UserException.require(
                channels == 1 || channels == 3,
                "%d input channels do not fit: use 1 (grey) or 3 (RGB).",
                channels);
        UserException.require(
                ANSWERS.contains(answer),
                "The answer is \"%s\": use one of %s.",
                answer,
                String.join(", ", ANSWERS));
        UserException.require(
                outputs > 0 || (outputs == 0 && answer.equals(FEATURES)),
                "The network has %d outputs: give their number.",
                outputs);
        if (range == null) range = ImageRange.SYMMETRIC;
    }
}
