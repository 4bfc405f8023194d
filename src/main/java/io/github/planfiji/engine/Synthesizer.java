package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.run.Chunks;
import io.github.planfiji.run.Progress;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/** Latents and images of a model's generator as plain arrays and pictures. */
public final class Synthesizer {

    private static final int BATCH = 16;

    private final Torch torch;
    private final Generator generator;

    public Synthesizer(Model model) throws IOException {
        this.torch = model.torch();
        this.generator = model.generator();
    }

    /**
     * A latent w drawn from a stream, [D].
     *
     * @param classIndex 0-based; of an unconditional generator ignored
     * @param psi truncation, 0 (the mean) .. 1 (as trained)
     */
    public float[] latent(SplittableRandom random, int classIndex, double psi) {
        try (NDScope scope = new NDScope()) {
            NDArray z = torch.normal(random, 1, generator.zDim());
            NDArray label = torch.indices(new long[] {generator.classes() == 0 ? 0 : classIndex});
            return torch.ops()
                    .withoutGradients(() -> generator.truncate(generator.mapping(z, label), psi))
                    .toFloatArray();
        }
    }

    /** Images of latents [N][D], clamped to -1..1; by smaller batches where memory is short. */
    public List<Picture> images(float[][] latents) {
        return images(latents, Progress.SILENT);
    }

    /**
     * The same with cancel.
     *
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    public List<Picture> images(float[][] latents, Progress progress) {
        Picture[] pictures = new Picture[latents.length];
        int most = torch.imagesAtOnce(BATCH, generator.resolution(), generator.resolution());
        new Chunks(most, torch.lanes(), progress)
                .run(
                        latents.length,
                        (from, to) -> {
                            List<Picture> batch = batch(latents, from, to);
                            for (int i = from; i < to; i++) pictures[i] = batch.get(i - from);
                        });
        return List.of(pictures);
    }

    private List<Picture> batch(float[][] latents, int from, int to) {
        try (NDScope scope = new NDScope()) {
            NDArray w = torch.latents(latents, from, to);
            return torch.ops()
                    .withoutGradients(() -> Torch.pictures(generator.synthesis(w).clip(-1, 1)));
        }
    }
}
