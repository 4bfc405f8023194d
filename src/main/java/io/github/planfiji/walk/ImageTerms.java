package io.github.planfiji.walk;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.engine.Generator;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Traced;
import io.github.planfiji.run.Chunks;
import java.util.Arrays;
import java.util.List;

/**
 * The part of the loss that looks at images, and its gradient with respect to the latents: a true
 * sum over images, computed in chunks. All terms look at the same images, made once.
 */
final class ImageTerms {

    /** Pixels; below, an evaluation takes hardly longer than giving its memory back. */
    private static final int LARGE = 128;

    private final Torch torch;
    private final Generator generator;
    private final List<ImageTerm> terms;
    private final Chunks chunks;

    ImageTerms(Torch torch, Generator generator, List<ImageTerm> terms, Chunks chunks) {
        this.torch = torch;
        this.generator = generator;
        this.terms = List.copyOf(terms);
        this.chunks = chunks;
    }

    /**
     * @param losses weighted sum of all terms, one an image
     * @param gradient of each image's loss with respect to its latent, [N][D]
     */
    record Value(double[] losses, double[][] gradient) {

        double sum() {
            return Arrays.stream(losses).sum();
        }

        /** Images {@code from} to {@code to} (exclusive). */
        Value part(int from, int to) {
            return new Value(
                    Arrays.copyOfRange(losses, from, to), Arrays.copyOfRange(gradient, from, to));
        }
    }

    /**
     * @param latents [N][D]
     * @param label 0-based class of each, N
     */
    Value evaluate(float[][] latents, int[] label) {
        int n = latents.length;
        Value all = new Value(new double[n], new double[n][]);
        chunks.run(n, (from, to) -> chunk(latents, label, from, to, all));
        if (generator.resolution() >= LARGE) torch.giveBackMemory();
        return all;
    }

    /** One term, there and back, so that the memory it takes is free for the next. */
    private float[] addGradient(ImageTerm term, NDArray images, int[] labels, NDArray gradient) {
        try (NDScope scope = new NDScope();
                Traced seen = term.look(images.stopGradient())) {
            NDArray losses = term.losses(seen.result(), labels);
            gradient.addi(seen.gradient(losses.sum()));
            return losses.toFloatArray();
        }
    }

    private void chunk(float[][] latents, int[] label, int from, int to, Value all) {
        try (NDScope scope = new NDScope();
                Traced rendering = generator.render(torch.latents(latents, from, to))) {
            NDArray images = rendering.result().clip(-1, 1);
            int[] labels = Arrays.copyOfRange(label, from, to);
            NDArray ofImages = images.zerosLike();
            // not what an attempt left that memory did not suffice for
            Arrays.fill(all.losses, from, to, 0);
            for (ImageTerm term : terms) {
                float[] losses = addGradient(term, images, labels, ofImages);
                for (int i = from; i < to; i++) all.losses[i] += losses[i - from];
            }
            // the way back takes as long as that to here
            chunks.checkCanceled();
            float[] gradients = rendering.gradient(images.mul(ofImages).sum()).toFloatArray();
            int dimension = latents[0].length;
            for (int i = from; i < to; i++) {
                all.gradient[i] = new double[dimension];
                for (int d = 0; d < dimension; d++)
                    all.gradient[i][d] = gradients[(i - from) * dimension + d];
            }
        }
    }
}
