package io.github.planfiji.dataset.phantom;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets of phantom fundus photographs. Equal options give equal bytes on every machine.
 *
 * <pre>{@code
 * ImageSet set = PhantomSet.generate(PhantomOptions.of(150, 12, 64, 1), Progress.SILENT);
 * }</pre>
 */
public final class PhantomSet {

    private PhantomSet() {}

    /**
     * Renders a set, patient by patient; every picture is [3,size,size].
     *
     * @return samples named as {@code mild/p001_left_0.png}; classes healthy, mild, severe
     * @throws io.github.planfiji.run.CanceledException if the user asked to stop
     */
    public static ImageSet generate(PhantomOptions options, Progress progress) {
        List<Sample> samples = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        List<Shot> shots = shots(options);
        for (Shot shot : shots) {
            progress.step("Rendering phantoms", samples.size(), shots.size());
            samples.add(shot.sample());
            pictures.add(render(options, shot));
        }
        return new ImageSet(samples, pictures);
    }

    /**
     * Renders a set into a folder: 8-bit RGB PNG files in one folder a class, and labels.csv with
     * the columns file, class, patient_id and eye. The files hold exactly the values that {@link
     * #generate} gives.
     *
     * @param folder made if missing; files of the same names are replaced
     * @throws IOException if a file cannot be written
     * @throws io.github.planfiji.run.CanceledException if the user asked to stop
     */
    public static void write(PhantomOptions options, Path folder, Progress progress)
            throws IOException {
        PhantomFiles.write(options, folder, progress);
    }

    static List<Shot> shots(PhantomOptions options) {
        List<Shot> shots = new ArrayList<>();
        for (int p = 0; p < options.patients(); p++)
            for (int k = 0; k < options.imagesPerPatient(); k++) shots.add(new Shot(p, k));
        return shots;
    }

    static Picture render(PhantomOptions options, Shot shot) {
        Seed population = new Seed(options.seed());
        Retina retina = Retina.of(population, shot);
        Seed visit = population.derive("photograph " + shot.patient() + " " + shot.index());
        List<Lesion> lesions =
                Lesions.of(shot.grade(), retina.patient(), new Draw(visit.stream("lesions")));
        Visit view = Visit.draw(new Draw(visit.stream("camera")));
        boolean mirrored = shot.isRight() && !options.aligned();
        return FundusCamera.take(retina, lesions, view, options.size(), mirrored);
    }
}
