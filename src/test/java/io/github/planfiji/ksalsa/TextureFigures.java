package io.github.planfiji.ksalsa;

import ai.djl.ndarray.NDScope;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.engine.FrozenResNet;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.testing.PowerSpectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How far the texture of pictures is from that of the sources. Distances, 0 is best: of the fine
 * power spectrum (decades), and of the local Gram matrices of some networks' first stage, each
 * source patch with the most similar patch of the picture.
 */
final class TextureFigures {

    private static final int GRID = 4;
    private static final int CHUNK = 32;

    private final Torch torch;
    private final Map<String, FrozenResNet> nets;
    private final double[][] spectra;
    private final Map<String, float[][][]> grams = new LinkedHashMap<>();

    /**
     * @param nets by the name of their column
     */
    TextureFigures(Torch torch, Map<String, FrozenResNet> nets, ImageSet sources) {
        this.torch = torch;
        this.nets = nets;
        List<Picture> pictures =
                IntStream.range(0, sources.size()).mapToObj(sources::picture).toList();
        spectra = pictures.stream().map(PowerSpectrum::radial).toArray(double[][]::new);
        nets.forEach((name, net) -> grams.put(name, grams(net, pictures)));
    }

    List<String> names() {
        List<String> names = new ArrayList<>(List.of("fine power missing", "spectrum"));
        nets.keySet().forEach(name -> names.add("Gram, " + name));
        return names;
    }

    /**
     * @param pictures one a group
     * @param members of each group, as indices of the sources
     * @return by figure and group: means over the members
     */
    double[][] of(List<Picture> pictures, List<int[]> members) {
        double[][] figures = new double[2 + nets.size()][pictures.size()];
        for (int g = 0; g < pictures.size(); g++) {
            double[] own = PowerSpectrum.radial(pictures.get(g));
            for (int member : members.get(g)) {
                double share = 1.0 / members.get(g).length;
                figures[0][g] += share * PowerSpectrum.fineDifference(spectra[member], own);
                figures[1][g] += share * fineDistance(spectra[member], own);
            }
        }
        int figure = 2;
        for (Map.Entry<String, FrozenResNet> net : nets.entrySet()) {
            float[][][] made = grams(net.getValue(), pictures);
            for (int g = 0; g < made.length; g++)
                for (int member : members.get(g))
                    figures[figure][g] +=
                            gramDistance(grams.get(net.getKey())[member], made[g])
                                    / members.get(g).length;
            figure++;
        }
        return figures;
    }

    private static double fineDistance(double[] a, double[] b) {
        return IntStream.range(a.length / 8, a.length)
                .mapToDouble(r -> Math.abs(a[r] - b[r]))
                .average()
                .orElseThrow();
    }

    /** Of the first stage, by picture and patch. */
    private float[][][] grams(FrozenResNet net, List<Picture> pictures) {
        float[][][] rows = new float[pictures.size()][GRID * GRID][];
        for (int from = 0; from < rows.length; from += CHUNK) {
            List<Picture> some = pictures.subList(from, Math.min(rows.length, from + CHUNK));
            try (NDScope scope = new NDScope()) {
                float[] values =
                        torch.ops()
                                .withoutGradients(
                                        () ->
                                                KSalsaFeatures.localGrams(
                                                        net.stages(torch.images(some)).get(0),
                                                        GRID))
                                .toFloatArray();
                int width = values.length / some.size() / (GRID * GRID);
                for (int i = 0; i < some.size() * GRID * GRID; i++)
                    rows[from + i / (GRID * GRID)][i % (GRID * GRID)] =
                            Arrays.copyOfRange(values, i * width, (i + 1) * width);
            }
        }
        return rows;
    }

    /**
     * Squared difference of each patch from the one of greatest cosine, over the squared norm: 0 to
     * about 1.
     */
    private static double gramDistance(float[][] member, float[][] synthetic) {
        double[] squares = Arrays.stream(synthetic).mapToDouble(s -> dot(s, s)).toArray();
        double difference = 0;
        double norm = 0;
        for (float[] patch : member) {
            double own = dot(patch, patch);
            double best = Double.NEGATIVE_INFINITY;
            double matched = 0;
            for (int s = 0; s < synthetic.length; s++) {
                double product = dot(patch, synthetic[s]);
                double cosine = product / Math.sqrt(squares[s] + 1e-30);
                if (cosine <= best) continue;
                best = cosine;
                matched = own + squares[s] - 2 * product;
            }
            difference += matched;
            norm += own;
        }
        return difference / norm;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) sum += (double) a[d] * b[d];
        return sum;
    }
}
