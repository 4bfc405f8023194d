package io.github.planfiji.release;

import io.github.planfiji.dataset.Picture;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Synthesizer;
import io.github.planfiji.latent.LatentPath;
import io.github.planfiji.measure.NearestNeighbours;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.walk.MarginSpace;
import io.github.planfiji.walk.Walker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Walks between the points of one class, and the images on them as they would be released. */
final class PlanWalks {

    /** Height of a bow as a share of the distance between the ends. */
    private static final double BOW = 0.25;

    private final Walker walker;
    private final Synthesizer synthesizer;
    private final MarginSpace check;
    private final MarginGuide guide;
    private final ReleaseOptions options;
    private final int label;
    private final float[][] points;
    private final Seed seed;

    /**
     * @param check decides which images may be let out
     * @param guide pushes walks away from real images, in another space
     * @param label 0-based class
     * @param points [M][D]
     */
    PlanWalks(
            Model model,
            MarginSpace check,
            MarginGuide guide,
            ReleaseOptions options,
            int label,
            float[][] points)
            throws IOException {
        this.walker = new Walker(model, options.walk(), Optional.empty());
        this.synthesizer = new Synthesizer(model);
        this.check = check;
        this.guide = guide;
        this.options = options;
        this.label = label;
        this.points = points;
        this.seed = new Seed(options.seed()).derive("class " + label);
    }

    /**
     * @param jobs of the same attempt
     */
    List<Candidate> run(List<WalkJob> jobs, Progress progress) throws IOException {
        List<LatentPath> starts = jobs.stream().map(this::start).toList();
        List<LatentPath> paths =
                options.course() == Course.PLAN
                        ? walker.paths(starts, label, guide.term(jobs.get(0).attempt()), progress)
                        : starts;
        List<float[]> latents = new ArrayList<>();
        for (int j = 0; j < jobs.size(); j++)
            for (int step : jobs.get(j).steps()) latents.add(paths.get(j).points()[step]);
        List<ByteImage> images =
                synthesizer.images(latents.toArray(float[][]::new), progress).stream()
                        .map(ByteImage::of)
                        .toList();
        NearestNeighbours nearest = nearest(images, progress);
        List<Candidate> all = new ArrayList<>();
        for (WalkJob job : jobs)
            for (int step : job.steps()) {
                int i = all.size();
                all.add(
                        new Candidate(
                                job.walk(),
                                job.attempt(),
                                job.pair(),
                                step,
                                latents.get(i),
                                images.get(i),
                                nearest.index(i),
                                nearest.squaredDistance(i)));
            }
        return all;
    }

    /** The points themselves against the real images. */
    NearestNeighbours nearestToPoints(Progress progress) {
        return nearest(
                synthesizer.images(points, progress).stream().map(ByteImage::of).toList(),
                progress);
    }

    private NearestNeighbours nearest(List<ByteImage> images, Progress progress) {
        List<Picture> pictures = images.stream().map(ByteImage::picture).toList();
        return check.nearest(pictures, progress);
    }

    /** The straight path, or one bowed in a direction drawn from the walk's own seed. */
    private LatentPath start(WalkJob job) {
        float[] from = points[job.pair().from()];
        float[] to = points[job.pair().to()];
        LatentPath path = LatentPath.linear(from, to, options.walk().steps());
        if (job.straightStart()) return path;
        SplittableRandom random = seed.stream("walk " + job.walk() + " attempt " + job.attempt());
        double[] direction = new double[from.length];
        double length = 0;
        double distance = 0;
        for (int d = 0; d < direction.length; d++) {
            direction[d] = random.nextGaussian();
            length += direction[d] * direction[d];
            distance += ((double) to[d] - from[d]) * ((double) to[d] - from[d]);
        }
        double height = BOW * Math.sqrt(distance / length);
        for (int t = 1; t + 1 < path.steps(); t++) {
            double bow = height * StrictMath.sin(Math.PI * t / (path.steps() - 1));
            for (int d = 0; d < direction.length; d++)
                path.points()[t][d] += (float) (bow * direction[d]);
        }
        return path;
    }
}
