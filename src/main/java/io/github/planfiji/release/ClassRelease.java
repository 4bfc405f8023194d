package io.github.planfiji.release;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.engine.Model;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.measure.NearestNeighbours;
import io.github.planfiji.release.ReleaseResult.ReleasedClass;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import io.github.planfiji.walk.MarginSpace;
import io.github.planfiji.walk.MarginTerm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One class of a release: its usable points, their pairs, the walks between them. */
final class ClassRelease {

    private final Model model;
    private final ReleaseOptions options;
    private final MarginSpace check;
    private final String name;
    private final String folder;
    private final int real;
    private final int wanted;
    private final int given;
    private final List<KSamePoint> points = new ArrayList<>();
    private final List<Double> distances = new ArrayList<>();
    private final ClassSynthesis synthesis;

    /**
     * @param name of the class
     * @param folder its name in the release
     * @param given the class's points; those inside the margin are withdrawn
     * @throws UserException if fewer than two points are left, or no number of images is known
     */
    ClassRelease(
            Model model,
            ReleaseOptions options,
            String name,
            String folder,
            List<KSamePoint> given,
            ImageSet reals,
            MarginSpace check)
            throws IOException {
        this.model = model;
        this.options = options;
        this.check = check;
        this.name = name;
        this.folder = folder;
        this.given = given.size();
        this.real = count(reals, name);
        this.wanted = options.perClass() == 0 ? real : options.perClass();
        UserException.require(
                wanted > 0,
                "The real images have none of class \"%s\": say how many images a class to make.",
                name);
        withdraw(given);
        UserException.require(
                points.size() >= 2,
                "Class \"%s\" has %d k-same points, %d of them too near to a real image; a walk needs two: lower k or the margin, or add patients.",
                name,
                this.given,
                this.given - points.size());
        List<Pair> pairs =
                options.pairing()
                        .pairs(codes(points), new Seed(options.seed()).stream("pairs " + name));
        this.synthesis = new ClassSynthesis(pairs, points.size(), wanted, options, check.margin());
    }

    private static int count(ImageSet reals, String name) {
        int count = 0;
        for (int i = 0; i < reals.size(); i++)
            if (reals.sample(i).condition().equals(name)) count++;
        return count;
    }

    private void withdraw(List<KSamePoint> all) throws IOException {
        NearestNeighbours nearest = walks(all, Optional.empty()).nearestToPoints();
        for (int i = 0; i < all.size(); i++) {
            double distance = nearest.squaredDistance(i);
            if (!check.margin().keeps(distance)) continue;
            points.add(all.get(i));
            distances.add(distance);
        }
    }

    private PlanWalks walks(List<KSamePoint> between, Optional<MarginTerm> guide)
            throws IOException {
        return new PlanWalks(model, check, guide, options, model.classIndex(name), codes(between));
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
    ClassImages run(Optional<MarginTerm> guide, BatchStore store, ReleaseProgress progress)
            throws IOException {
        ResumableWalks runner =
                new ResumableWalks(
                        walks(points, guide)::run,
                        store,
                        folder,
                        options.batch(),
                        progress,
                        planned());
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
                        given,
                        given - points.size(),
                        wanted,
                        images.size(),
                        synthesis.counts());
        double[] pointDistances = distances.stream().mapToDouble(d -> d).toArray();
        return new ClassImages(summary, points, pointDistances, images);
    }
}
