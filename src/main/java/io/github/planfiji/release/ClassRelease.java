package io.github.planfiji.release;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.Model;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.measure.NearestNeighbours;
import io.github.planfiji.release.ReleaseResult.ReleasedClass;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import io.github.planfiji.walk.MarginSpace;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** One class of a release: its points, their pairs, the walks between them. */
final class ClassRelease {

    private final ReleaseOptions options;
    private final MarginSpace check;
    private final PlanWalks walks;
    private final String name;
    private final String folder;
    private final int real;
    private final int wanted;
    private final List<KSamePoint> points;
    private final double[] pointDistances;
    private final ClassSynthesis synthesis;

    /**
     * @param name of the class
     * @param folder its name in the release
     * @param points of the class
     * @throws UserException if there are too few points to walk between, or no number of images is
     *     known
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    ClassRelease(
            Model model,
            ReleaseOptions options,
            String name,
            String folder,
            List<KSamePoint> points,
            ImageSet reals,
            MarginSpace check,
            MarginGuide guide,
            Progress progress)
            throws IOException {
        this.options = options;
        this.check = check;
        this.walks =
                new PlanWalks(model, check, guide, options, model.classIndex(name), codes(points));
        this.name = name;
        this.folder = folder;
        this.points = points;
        this.real = count(reals, name);
        this.wanted = options.perClass() == 0 ? real : options.perClass();
        UserException.require(
                wanted > 0,
                "The real images have none of class \"%s\": say how many images a class to make.",
                name);
        UserException.require(
                points.size() >= 2 || options.course() == Course.POINTS,
                "Class \"%s\" has %d k-same point, but a walk needs two: lower k, or add patients.",
                name,
                points.size());
        NearestNeighbours nearest = walks.nearestToPoints(progress);
        this.pointDistances = nearest.squaredDistances(0);
        this.synthesis =
                new ClassSynthesis(pairs(), points.size(), wanted, options, check.margin());
    }

    /** Those first whose two ends keep the margin, then those of which one does. */
    private List<Pair> pairs() {
        List<Pair> pairs =
                options.course() == Course.POINTS
                        ? IntStream.range(0, points.size()).mapToObj(i -> new Pair(i, i)).toList()
                        : options.pairing()
                                .pairs(
                                        codes(points),
                                        new Seed(options.seed()).stream("pairs " + name));
        return pairs.stream()
                .sorted(Comparator.comparingInt(p -> inside(p.from()) + inside(p.to())))
                .toList();
    }

    /** 1 for a point inside the margin, else 0. */
    private int inside(int point) {
        return check.margin().keeps(pointDistances[point]) ? 0 : 1;
    }

    private static int count(ImageSet reals, String name) {
        int count = 0;
        for (int i = 0; i < reals.size(); i++)
            if (reals.sample(i).condition().equals(name)) count++;
        return count;
    }

    private static float[][] codes(List<KSamePoint> points) {
        return points.stream().map(KSamePoint::code).toArray(float[][]::new);
    }

    /** Walks that suffice if every image is kept. */
    int planned() {
        return synthesis.planned();
    }

    /**
     * Makes the images; call it once.
     *
     * @throws UserException if no image keeps the margin
     */
    ClassImages run(BatchStore store, ReleaseProgress progress) throws IOException {
        ResumableWalks runner =
                new ResumableWalks(walks::run, store, folder, options.batch(), progress, planned());
        List<Candidate> images = synthesis.run(runner);
        UserException.require(
                !images.isEmpty(),
                "No image of class \"%s\" keeps the margin (%d were tried): lower the margin, or train the model longer.",
                name,
                synthesis.counts().checked());
        ReleasedClass summary =
                new ReleasedClass(
                        name,
                        folder,
                        real,
                        points.size(),
                        IntStream.range(0, points.size()).map(this::inside).sum(),
                        wanted,
                        images.size(),
                        synthesis.counts());
        return new ClassImages(summary, points, pointDistances, images);
    }
}
