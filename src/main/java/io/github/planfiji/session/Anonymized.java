package io.github.planfiji.session;

import io.github.planfiji.dataset.Picture;
import io.github.planfiji.ksame.KSameResult;
import io.github.planfiji.run.Provenance;
import java.util.List;

/**
 * k-same points with their images.
 *
 * @param result points, certificate, and the private membership
 * @param pictures one a point, in order, -1..1; may be released with the points
 * @param provenance how they were made
 */
public record Anonymized(KSameResult result, List<Picture> pictures, Provenance provenance) {

    public Anonymized {
        pictures = List.copyOf(pictures);
    }
}
