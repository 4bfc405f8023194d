package io.github.planfiji.ksalsa;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.planfiji.engine.Generator;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.ksame.KSameSources;
import io.github.planfiji.ksame.MemberGroup;
import io.github.planfiji.ksame.PatientCode;
import io.github.planfiji.run.Chunks;
import io.github.planfiji.run.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The features of the inverted images of some groups' members, padded to the same number of images
 * a group. Private: features of single patients. Lives as long as the {@link NDScope} it was made
 * in.
 *
 * @param content [B,S,F], of unit length
 * @param grams [B,S*P,Q] with P patches and Q = C*C
 * @param squaredNorms of the Gram matrices, [B,S*P,1]
 * @param contentWeights [B,S,1]: a patient counts 1 over the group's patients, each image of theirs
 *     the same share of that, padding 0
 * @param styleWeights [B,S*P,1]: the same over P and over the group's weighted mean squared norm
 */
record MemberTargets(
        NDArray content,
        NDArray grams,
        NDArray squaredNorms,
        NDArray contentWeights,
        NDArray styleWeights) {

    /** Of the groups {@code from} to {@code to} (exclusive), views. */
    MemberTargets part(int from, int to) {
        NDIndex rows = new NDIndex("{}:{}", from, to);
        return new MemberTargets(
                content.get(rows),
                grams.get(rows),
                squaredNorms.get(rows),
                contentWeights.get(rows),
                styleWeights.get(rows));
    }

    /** Images that pass through the networks at a time, at most. */
    private static final int CHUNK = 16;

    static MemberTargets of(
            Torch torch,
            Generator generator,
            KSalsaFeatures features,
            List<MemberGroup> groups,
            KSameSources sources,
            int grid,
            Progress progress) {
        int most = groups.stream().mapToInt(MemberGroup::images).max().orElseThrow();
        float[][] codes = new float[groups.size() * most][];
        float[] weights = new float[codes.length];
        for (int g = 0; g < groups.size(); g++) {
            // padding repeats the mean's image, at weight 0
            Arrays.fill(codes, g * most, (g + 1) * most, groups.get(g).mean());
            int next = g * most;
            List<PatientCode> patients = groups.get(g).patients();
            for (PatientCode patient : patients)
                for (int image : patient.images()) {
                    codes[next] = sources.codes()[image];
                    weights[next++] = 1f / patients.size() / patient.images().length;
                }
        }
        return new Builder(torch, generator, features, grid, progress)
                .build(codes, weights, groups.size());
    }

    private record Builder(
            Torch torch,
            Generator generator,
            KSalsaFeatures features,
            int grid,
            Progress progress) {

        MemberTargets build(float[][] codes, float[] weights, int groups) {
            float[][] content = new float[codes.length][];
            float[][] grams = new float[codes.length][];
            int side = generator.resolution();
            new Chunks(torch.imagesAtOnce(CHUNK, side, side), torch.lanes(), progress)
                    .run(codes.length, (from, to) -> describe(codes, from, to, content, grams));
            int most = codes.length / groups;
            int patches = grid * grid;
            int entries = grams[0].length / patches;
            float[] norms = new float[codes.length * patches];
            for (int i = 0; i < norms.length; i++)
                norms[i] = (float) squares(grams[i / patches], i % patches * entries, entries);
            float[] styleWeights = new float[norms.length];
            for (int g = 0; g < groups; g++) {
                double mean = 0;
                int start = g * most * patches;
                for (int i = start; i < start + most * patches; i++)
                    mean += weights[i / patches] * norms[i] / patches;
                for (int i = start; i < start + most * patches; i++)
                    styleWeights[i] = (float) (weights[i / patches] / patches / mean);
            }
            return new MemberTargets(
                    torch.array(flat(content), groups, most, content[0].length),
                    torch.array(flat(grams), groups, (long) most * patches, entries),
                    torch.array(norms, groups, (long) most * patches, 1),
                    torch.array(weights, groups, most, 1),
                    torch.array(styleWeights, groups, (long) most * patches, 1));
        }

        private void describe(
                float[][] codes, int from, int to, float[][] content, float[][] grams) {
            try (NDScope scope = new NDScope()) {
                torch.ops()
                        .withoutGradients(
                                () -> {
                                    KSalsaFeatures.Features found =
                                            features.of(
                                                    generator.synthesis(
                                                            torch.latents(codes, from, to)));
                                    split(unit(found.content()), content, from);
                                    split(
                                            KSalsaFeatures.localGrams(found.map(), grid),
                                            grams,
                                            from);
                                    return null;
                                });
            }
        }

        private NDArray unit(NDArray rows) {
            return rows.div(
                    rows.square().sum(new int[] {1}, true).add(torch.ops().constant(1e-12)).sqrt());
        }

        private static void split(NDArray rows, float[][] into, int from) {
            Shape shape = rows.getShape();
            float[] values = rows.toFloatArray();
            int width = (int) (shape.size() / shape.get(0));
            for (int i = 0; i < shape.get(0); i++)
                into[from + i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }

        private static double squares(float[] values, int from, int count) {
            return IntStream.range(from, from + count)
                    .mapToDouble(i -> (double) values[i] * values[i])
                    .sum();
        }

        private static float[] flat(float[][] rows) {
            float[] flat = new float[rows.length * rows[0].length];
            for (int i = 0; i < rows.length; i++)
                System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
            return flat;
        }
    }
}
