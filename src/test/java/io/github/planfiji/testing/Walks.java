package io.github.planfiji.testing;

import io.github.planfiji.dataset.Picture;
import io.github.planfiji.latent.LatentPath;
import io.github.planfiji.run.Provenance;
import io.github.planfiji.walk.WalkResult;
import io.github.planfiji.walk.WalkStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small made-up walks for tests. */
public final class Walks {

    private Walks() {}

    /** A walk over images of [channels, 4, 5] whose values tell step, channel and place. */
    public static WalkResult of(String method, int channels, int steps) {
        List<WalkStep> all = new ArrayList<>();
        for (int t = 0; t < steps; t++)
            all.add(
                    new WalkStep(
                            t,
                            picture(channels, t),
                            0.25,
                            0.5 + t,
                            0.75,
                            t + 1 < steps ? 1 : 0,
                            0.125,
                            0.0625));
        return new WalkResult(
                method,
                LatentPath.linear(new float[] {0, 0}, new float[] {1, 1}, steps),
                all,
                new double[] {steps},
                "LPIPS",
                provenance());
    }

    /** [channels, 4, 5]: value i of step t is ((i + 20 t) mod 256) / 127.5 - 1. */
    public static Picture picture(int channels, int t) {
        float[] chw = new float[channels * 4 * 5];
        for (int i = 0; i < chw.length; i++) chw[i] = (i + 20 * t) % 256 / 127.5f - 1;
        return new Picture(channels, 4, 5, chw);
    }

    private static Provenance provenance() {
        return new Provenance(
                "PLAN for Fiji test", "none", "cpu", "a test", "none", 7, Map.of("steps", "3"));
    }
}
