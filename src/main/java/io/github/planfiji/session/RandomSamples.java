package io.github.planfiji.session;

import io.github.planfiji.dataset.Picture;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Synthesizer;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Images of random latents, see {@link Plan#samples}. */
record RandomSamples(Model model) {

    /** Images between two reports. */
    private static final int PART = 16;

    List<Picture> draw(int count, int classIndex, double psi, long seed, Progress progress)
            throws IOException {
        UserException.require(count >= 1, "Samples = %d must be at least 1.", count);
        UserException.require(psi >= 0 && psi <= 1, "Truncation = %s must lie in 0..1.", psi);
        if (classIndex >= 0) new ModelInputs(model).requireClass(classIndex);
        SplittableRandom random = new Seed(seed).stream("samples");
        Synthesizer synthesizer = new Synthesizer(model);
        int classes = Math.max(1, model.manifest().classes().size());
        float[][] latents = new float[count][];
        for (int i = 0; i < count; i++)
            latents[i] = synthesizer.latent(random, classIndex < 0 ? i % classes : classIndex, psi);
        List<Picture> pictures = new ArrayList<>(count);
        for (int from = 0; from < count; from += PART) {
            progress.step("Making samples", from, count);
            int to = Math.min(count, from + PART);
            pictures.addAll(synthesizer.images(Arrays.copyOfRange(latents, from, to), progress));
        }
        return pictures;
    }
}
