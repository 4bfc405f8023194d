package io.github.planfiji.training;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.engine.Weights;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.Seed;
import io.github.planfiji.testing.FiniteDifferences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What the tests of trainings share. */
final class Trainings {

    private Trainings() {}

    /** Pictures of noise, 32 x 32, of classes a and b, two of a patient. */
    static ImageSet noise(int count, int channels) {
        SplittableRandom random = new Seed(1).stream("pictures");
        List<Sample> samples = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(new Sample("i" + i, i / 2 % 2 == 0 ? "a" : "b", "p" + i / 2));
            float[] values = FiniteDifferences.normal(random, channels * 32 * 32);
            for (int j = 0; j < values.length; j++)
                values[j] = Math.max(-1, Math.min(1, values[j] / 2));
            pictures.add(new Picture(channels, 32, 32, values));
        }
        return new ImageSet(samples, pictures);
    }

    /** Lets so many steps pass, then cancels. */
    static Progress cancelAfter(int steps) {
        return new Progress() {
            private int passed;

            @Override
            public void report(String phase, long done, long total) {
                passed++;
            }

            @Override
            public boolean isCanceled() {
                return passed == steps;
            }
        };
    }

    /** The values of all arrays. */
    static Map<String, float[]> values(Weights weights) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (String name : weights.names()) values.put(name, weights.get(name).toFloatArray());
        return values;
    }
}
