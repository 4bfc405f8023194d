package io.github.planfiji.release;

import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.release.ReleaseResult.ReleasedClass;
import io.github.planfiji.run.Sha256;
import java.util.Comparator;
import java.util.List;

/**
 * The finished images of a class. Private but for the images.
 *
 * @param summary what may be told of it
 * @param points that walks joined; the candidates' pairs are indices into it
 * @param pointDistances of each point to its nearest real image, squared
 * @param images in the order of their files
 */
record ClassImages(
        ReleasedClass summary,
        List<KSamePoint> points,
        double[] pointDistances,
        List<Candidate> images) {

    /** Sorts the images by a hash of their pixels: an order that tells nothing of how they came. */
    ClassImages {
        points = List.copyOf(points);
        images =
                images.stream()
                        .sorted(
                                Comparator.<Candidate, String>comparing(
                                                c -> Sha256.of(c.image().chw()))
                                        .thenComparing(Candidate::walk)
                                        .thenComparing(Candidate::step))
                        .toList();
    }
}
