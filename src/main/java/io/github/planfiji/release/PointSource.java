package io.github.planfiji.release;

import io.github.planfiji.ksame.KSameResult;
import io.github.planfiji.run.Progress;
import java.io.IOException;
import java.util.Map;

/**
 * Where the k-same points of a release come from. A run asks once and keeps the answer, so that a
 * resumed run need not invert images again.
 */
public interface PointSource {

    /** Makes the points: the same ones every time. */
    KSameResult points(Progress progress) throws IOException;

    /** All that the points depend on but for the model and the images; a resumed run compares. */
    Map<String, String> options();

    /** A source of points that are made when they are asked for. */
    static PointSource of(Map<String, String> options, Maker maker) {
        return new PointSource() {
            @Override
            public KSameResult points(Progress progress) throws IOException {
                return maker.points(progress);
            }

            @Override
            public Map<String, String> options() {
                return options;
            }
        };
    }

    /** Makes points. */
    @FunctionalInterface
    interface Maker {
        KSameResult points(Progress progress) throws IOException;
    }
}
