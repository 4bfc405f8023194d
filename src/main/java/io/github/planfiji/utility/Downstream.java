package io.github.planfiji.utility;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.Evaluation;
import io.github.planfiji.engine.FrozenResNet;
import io.github.planfiji.engine.ResNetShape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.run.Progress;
import io.github.planfiji.training.ClassifierOptions;
import io.github.planfiji.training.ClassifierTrainer;
import io.github.planfiji.training.Target;
import io.github.planfiji.training.TrainedClassifier;
import io.github.planfiji.training.TrainingData;
import java.nio.file.Path;

/**
 * A classifier trained on one set: several lengths are tried, the validation part chooses. Close it
 * after the last use.
 */
final class Downstream implements AutoCloseable {

    private final Torch torch;
    private final ImageSet trainedOn;
    private TrainedClassifier best;
    private int shown;

    private Downstream(Torch torch, ImageSet trainedOn) {
        this.torch = torch;
        this.trainedOn = trainedOn;
    }

    /**
     * @param checkpoints a folder for this set and seed alone
     */
    static Downstream train(
            Torch torch,
            ImageSet set,
            UtilityOptions options,
            long seed,
            Path checkpoints,
            Progress progress) {
        TrainingData data = TrainingData.split(set, options.validationShare(), seed);
        Downstream downstream = new Downstream(torch, data.train());
        try {
            for (int length : options.shown())
                downstream.challenge(
                        train(torch, data, length, seed, checkpoints, progress), length);
            return downstream;
        } catch (RuntimeException e) {
            downstream.close();
            throw e;
        }
    }

    private static TrainedClassifier train(
            Torch torch,
            TrainingData data,
            int length,
            long seed,
            Path checkpoints,
            Progress progress) {
        ImageSet train = data.train();
        int epochs = Math.max(1, Math.round((float) length / train.size()));
        ResNetShape shape =
                ResNetShape.forClassifier(
                        train.channels(),
                        Math.min(train.height(), train.width()),
                        train.classes().size());
        try (ClassifierTrainer trainer =
                new ClassifierTrainer(
                        torch,
                        shape,
                        train,
                        data.unseen(),
                        ClassifierOptions.of(Target.CONDITION, epochs, seed),
                        checkpoints.resolve("shown-" + length))) {
            return trainer.train(progress);
        }
    }

    /** Of equals the earlier one stays. */
    private void challenge(TrainedClassifier trained, int length) {
        if (best != null
                && trained.figures().balancedAccuracy() <= best.figures().balancedAccuracy()) {
            trained.close();
            return;
        }
        if (best != null) best.close();
        best = trained;
        shown = length;
    }

    /** The images that it was trained on, without the validation part. */
    ImageSet trainedOn() {
        return trainedOn;
    }

    /** Length of the chosen training, in images shown. */
    int shown() {
        return shown;
    }

    /** Balanced accuracy on the validation part. */
    double validation() {
        return best.figures().balancedAccuracy();
    }

    /** Logits [N][classes] of images. */
    float[][] logits(ImageSet set, Progress progress) {
        try (FrozenResNet net = best.freeze(torch)) {
            return Evaluation.logits(torch, net, set, progress);
        }
    }

    @Override
    public void close() {
        if (best != null) best.close();
    }
}
