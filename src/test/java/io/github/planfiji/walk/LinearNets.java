package io.github.planfiji.walk;

import ai.djl.ndarray.NDArray;
import io.github.planfiji.engine.Classifier;
import io.github.planfiji.engine.Generator;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Traced;
import io.github.planfiji.run.Chunks;
import io.github.planfiji.run.Progress;
import java.util.List;

/** A generator and classifiers small enough to calculate with by hand. */
final class LinearNets {

    private LinearNets() {}

    /** The two published terms on images of two pixels. */
    static ImageTerms terms(
            Torch torch, Classifier identity, Classifier condition, LossOptions loss) {
        return new ImageTerms(
                torch,
                new TwoPixels(torch),
                List.of(
                        new IdentityTerm(torch, identity, loss.identityWeight(), loss.direction()),
                        new ClassTerm(torch, condition, loss.classWeight())),
                new Chunks(8, Progress.SILENT));
    }

    /** Latents of two components are the two pixels of an image. */
    record TwoPixels(Torch torch) implements Generator {
        @Override
        public int zDim() {
            return 2;
        }

        @Override
        public int wDim() {
            return 2;
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public int resolution() {
            return 2;
        }

        @Override
        public int classes() {
            return 0;
        }

        @Override
        public NDArray mapping(NDArray z, NDArray classIndex) {
            return z;
        }

        @Override
        public NDArray wMean() {
            throw new UnsupportedOperationException();
        }

        @Override
        public NDArray synthesis(NDArray w) {
            return w.reshape(w.getShape().get(0), 1, 1, 2);
        }

        @Override
        public Traced render(NDArray w) {
            return Traced.recorded(torch.ops(), w, this::synthesis);
        }
    }

    /**
     * Logits are a matrix times the two pixels.
     *
     * @param matrix [classes][2]
     */
    record Matrix(Torch torch, float[][] matrix) implements Classifier {
        @Override
        public int classes() {
            return matrix.length;
        }

        @Override
        public NDArray logits(NDArray images) {
            NDArray pixels = images.reshape(images.getShape().get(0), 2);
            return pixels.matMul(torch.latents(matrix, 0, matrix.length).transpose());
        }

        /** The same in plain Java: log posteriors of two pixels. */
        double[] logPosterior(double a, double b) {
            double[] logits = new double[matrix.length];
            double sum = 0;
            for (int c = 0; c < logits.length; c++) {
                logits[c] = matrix[c][0] * a + matrix[c][1] * b;
                sum += Math.exp(logits[c]);
            }
            for (int c = 0; c < logits.length; c++) logits[c] -= Math.log(sum);
            return logits;
        }
    }
}
