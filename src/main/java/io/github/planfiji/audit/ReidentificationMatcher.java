package io.github.planfiji.audit;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Resizer;
import io.github.planfiji.engine.Evaluation;
import io.github.planfiji.engine.FrozenResNet;
import io.github.planfiji.engine.ResNetShape;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.training.ClassifierOptions;
import io.github.planfiji.training.ClassifierTrainer;
import io.github.planfiji.training.Target;
import io.github.planfiji.training.TrainedClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Describes images so that those of one person are near: how an attacker compares them. Neither
 * space guided an anonymisation. Private: one is trained on real people.
 */
public final class ReidentificationMatcher {

    private static final int THUMBNAIL = 32;

    private final String name;
    private final Function<ImageSet, float[][]> description;

    private ReidentificationMatcher(String name, Function<ImageSet, float[][]> description) {
        this.name = name;
        this.description = description;
    }

    /** Grey thumbnails of 32 x 32 pixels. */
    public static ReidentificationMatcher ofPixels() {
        return new ReidentificationMatcher("pixels", ReidentificationMatcher::thumbnails);
    }

    private static float[][] thumbnails(ImageSet set) {
        float[][] rows = new float[set.size()][];
        int side = Math.min(THUMBNAIL, Math.max(set.height(), set.width()));
        for (int i = 0; i < rows.length; i++) rows[i] = Resizer.fit(set.picture(i), side, 1).chw();
        return rows;
    }

    /**
     * The last hidden layer, at unit length, of an identity classifier that is trained here on the
     * images that the attacker knows, and for nothing else.
     *
     * @param gallery with the patients to tell apart
     * @param epochs times that it sees every image
     */
    public static ReidentificationMatcher trained(
            Torch torch, ImageSet gallery, int epochs, long seed, Progress progress)
            throws IOException {
        ClassifierOptions how =
                ClassifierOptions.of(
                        Target.IDENTITY, epochs, new Seed(seed).derive("matcher").value());
        ResNetShape shape =
                ResNetShape.forClassifier(
                        gallery.channels(), gallery.height(), Target.IDENTITY.count(gallery));
        Path folder = Files.createTempDirectory("plan-matcher");
        try (ClassifierTrainer trainer =
                        new ClassifierTrainer(torch, shape, gallery, gallery, how, folder);
                TrainedClassifier trained = trainer.train(progress)) {
            FrozenResNet net = trained.freeze(torch);
            return new ReidentificationMatcher(
                    "identity net trained apart",
                    set -> unit(Evaluation.features(torch, net, set, progress)));
        } finally {
            delete(folder);
        }
    }

    private static float[][] unit(float[][] rows) {
        for (float[] row : rows) {
            double squares = 1e-12;
            for (float value : row) squares += (double) value * value;
            for (int d = 0; d < row.length; d++) row[d] /= (float) Math.sqrt(squares);
        }
        return rows;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) Files.delete(file);
        }
    }

    public String name() {
        return name;
    }

    /** One row an image, in the set's order. */
    float[][] describe(ImageSet set) {
        return description.apply(set);
    }
}
