package io.github.planfiji.ksalsa;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ij.ImagePlus;
import ij.ImageStack;
import ij.plugin.MontageMaker;
import ij.process.ColorProcessor;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.dataset.phantom.PhantomOptions;
import io.github.planfiji.dataset.phantom.PhantomSet;
import io.github.planfiji.engine.Codes;
import io.github.planfiji.engine.Evaluation;
import io.github.planfiji.engine.FrozenResNet;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Synthesizer;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.TorchScriptFeatures;
import io.github.planfiji.engine.Trust;
import io.github.planfiji.ksame.KSame;
import io.github.planfiji.ksame.KSameMethod;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.ksame.KSameResult;
import io.github.planfiji.ksame.KSameSources;
import io.github.planfiji.run.Progress;
import io.github.planfiji.testing.PowerSpectrum;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Texture of k-SALSA and of the centroid beside that of their sources, the members' images, on the
 * sample model; run by hand, prints a table. Arguments: model folder, PNG to write, k, patients,
 * then one set-up each as steps,rate,content,style with a TorchScript feature network behind a
 * further comma or without. The encoder's first stage guides k-SALSA, the condition net's does not.
 */
final class KSalsaBenchmark {

    private static final int GRID = 4;

    private static final String HEADER =
            """
            | method | fine power missing beside the inverted sources (decades) | Gram, encoder | Gram, condition net | beside the real ones: fine power | Gram, encoder | Gram, condition net | class kept | time |
            |---|---|---|---|---|---|---|---|---|""";

    private KSalsaBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int k = Integer.parseInt(arguments[2]);
        int images = 8 * Integer.parseInt(arguments[3]);
        try (Torch torch = Torch.open("cpu");
                Model model = Model.open(torch, Path.of(arguments[0]))) {
            Codes codes = model.codes().orElseThrow();
            List<Sample> samples = codes.samples(model.manifest().classes()).subList(0, images);
            float[][] latents = Arrays.copyOf(codes.latents(), images);
            Sources sources =
                    new Sources(
                            model,
                            new KSameSources(latents, samples, "sample"),
                            new ImageSet(samples, new Synthesizer(model).images(latents)),
                            PhantomSet.generate(
                                    PhantomOptions.of(images / 8, 8, 64, 1), Progress.SILENT));
            System.out.println(HEADER);
            List<List<Picture>> columns = new ArrayList<>();
            KSameResult centroids = report("centroid", KSameMethod.centroid(), k, sources, columns);
            columns.add(0, firstMembers(centroids, sources.inverted));
            columns.add(0, firstMembers(centroids, sources.real));
            for (String setup : Arrays.asList(arguments).subList(4, arguments.length)) {
                String[] v = setup.split(",", 5);
                KSalsaOptions options =
                        KSalsaOptions.of(Integer.parseInt(v[0]))
                                .withLearningRate(Double.parseDouble(v[1]))
                                .withWeights(Double.parseDouble(v[2]), Double.parseDouble(v[3]));
                Optional<TorchScriptFeatures> network =
                        v.length == 5
                                ? Optional.of(
                                        TorchScriptFeatures.open(torch, Path.of(v[4]), Trust.CODE))
                                : Optional.empty();
                String name =
                        "k-SALSA, "
                                + (v.length == 5 ? Path.of(v[4]).getFileName() : "own features");
                report(name, new KSalsa(model, network, options), k, sources, columns);
            }
            save(columns, Path.of(arguments[1]));
        }
    }

    /**
     * @param inverted the sources as the generator rebuilds them
     * @param real the sources
     */
    private record Sources(Model model, KSameSources codes, ImageSet inverted, ImageSet real) {}

    private static KSameResult report(
            String name, KSameMethod method, int k, Sources sources, List<List<Picture>> columns)
            throws Exception {
        long start = System.nanoTime();
        KSameResult result =
                KSame.run(KSameOptions.of(k).withMethod(method), sources.codes, Progress.SILENT);
        double seconds = (System.nanoTime() - start) / 1e9;
        Model model = sources.model;
        float[][] codes = result.points().stream().map(KSamePoint::code).toArray(float[][]::new);
        List<Picture> pictures = new Synthesizer(model).images(codes);
        columns.add(pictures);
        List<Sample> labels =
                result.points().stream().map(p -> new Sample("", p.condition(), "")).toList();
        ImageSet made = new ImageSet(labels, pictures);
        int[] wanted =
                result.points().stream()
                        .mapToInt(p -> model.manifest().classes().indexOf(p.condition()))
                        .toArray();
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %.3f | %.1f s for %d points |%n",
                name,
                beside(result, made, sources.inverted, model),
                beside(result, made, sources.real, model),
                Evaluation.accuracy(
                        model.torch(), model.condition(), made, wanted, Progress.SILENT),
                seconds,
                pictures.size());
        return result;
    }

    /** Means over groups and members: cells of fine power, and of both networks' Gram matrices. */
    private static String beside(KSameResult result, ImageSet made, ImageSet of, Model model)
            throws Exception {
        double fine = 0;
        double[] grams = new double[2];
        List<FrozenResNet> nets =
                List.of((FrozenResNet) model.encoder(), (FrozenResNet) model.condition());
        for (int p = 0; p < made.size(); p++) {
            int[] ids = members(result, p + 1);
            double[] own = PowerSpectrum.radial(made.picture(p));
            for (int id : ids)
                fine +=
                        PowerSpectrum.fineDifference(PowerSpectrum.radial(of.picture(id)), own)
                                / ids.length
                                / made.size();
            for (int n = 0; n < grams.length; n++) {
                float[][][] member = grams(model.torch(), nets.get(n), of.subset(ids));
                float[][][] synthetic = grams(model.torch(), nets.get(n), made.subset(p));
                for (float[][] patches : member)
                    grams[n] += gramDistance(patches, synthetic[0]) / ids.length / made.size();
            }
        }
        return String.format(Locale.ROOT, "%.3f | %.4f | %.4f", fine, grams[0], grams[1]);
    }

    /** Of the first stage, by image and patch. */
    private static float[][][] grams(Torch torch, FrozenResNet net, ImageSet set) {
        List<Picture> pictures = IntStream.range(0, set.size()).mapToObj(set::picture).toList();
        try (NDScope scope = new NDScope()) {
            NDArray grams =
                    torch.ops()
                            .withoutGradients(
                                    () ->
                                            KSalsaFeatures.localGrams(
                                                    net.stages(torch.images(pictures)).get(0),
                                                    GRID));
            float[] values = grams.toFloatArray();
            int patches = GRID * GRID;
            int width = values.length / pictures.size() / patches;
            float[][][] rows = new float[pictures.size()][patches][];
            for (int i = 0; i < rows.length; i++)
                for (int p = 0; p < patches; p++) {
                    int from = (i * patches + p) * width;
                    rows[i][p] = Arrays.copyOfRange(values, from, from + width);
                }
            return rows;
        }
    }

    /**
     * Squared difference of each patch from the one of greatest cosine, over the squared norm: 0 to
     * about 1.
     */
    private static double gramDistance(float[][] member, float[][] synthetic) {
        double difference = 0;
        double norm = 0;
        for (float[] patch : member) {
            float[] match = synthetic[0];
            for (float[] other : synthetic)
                if (cosine(patch, other) > cosine(patch, match)) match = other;
            difference += Math.pow(distance(patch, match), 2);
            norm += dot(patch, patch);
        }
        return difference / norm;
    }

    private static double cosine(float[] a, float[] b) {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b) + 1e-30);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) sum += (double) a[d] * b[d];
        return sum;
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) sum += Math.pow(a[d] - b[d], 2);
        return Math.sqrt(sum);
    }

    private static int[] members(KSameResult result, int group) {
        return result.membership().entries().stream()
                .filter(e -> e.group() == group)
                .mapToInt(e -> e.image())
                .toArray();
    }

    private static List<Picture> firstMembers(KSameResult result, ImageSet set) {
        return IntStream.rangeClosed(1, result.points().size())
                .mapToObj(g -> set.picture(members(result, g)[0]))
                .toList();
    }

    private static void save(List<List<Picture>> columns, Path file) throws Exception {
        ImageStack stack = new ImageStack(64, 64);
        int rows = Math.min(12, columns.get(0).size());
        for (List<Picture> column : columns)
            for (int r = 0; r < rows; r++) {
                ColorProcessor pixels = new ColorProcessor(64, 64);
                Picture p = column.get(r * column.size() / rows);
                for (int y = 0; y < 64; y++)
                    for (int x = 0; x < 64; x++) {
                        int[] rgb = new int[3];
                        for (int c = 0; c < 3; c++)
                            rgb[c] =
                                    Math.max(
                                            0,
                                            Math.min(
                                                    255, Math.round((p.at(c, y, x) + 1) * 127.5f)));
                        pixels.putPixel(x, y, rgb);
                    }
                stack.addSlice(pixels);
            }
        ImagePlus montage =
                new MontageMaker()
                        .makeMontage2(
                                new ImagePlus("", stack),
                                rows,
                                columns.size(),
                                2,
                                1,
                                stack.size(),
                                1,
                                2,
                                false);
        ImageIO.write(montage.getBufferedImage(), "png", file.toFile());
    }
}
