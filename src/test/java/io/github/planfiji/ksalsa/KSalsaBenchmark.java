package io.github.planfiji.ksalsa;

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
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Synthesizer;
import io.github.planfiji.engine.Torch;
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
 * Texture of k-SALSA and of the centroid beside that of the members' inverted images, on the sample
 * model; run by hand. Arguments: model folder, PNG to write, k, patients, then one set-up each as
 * steps,rate,content,style.
 */
final class KSalsaBenchmark {

    private KSalsaBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int k = Integer.parseInt(arguments[2]);
        int images = 8 * Integer.parseInt(arguments[3]);
        try (Torch torch = Torch.open("cpu");
                Model model = Model.open(torch, Path.of(arguments[0]))) {
            Codes codes = model.codes().orElseThrow();
            List<Sample> samples = codes.samples(model.manifest().classes()).subList(0, images);
            float[][] latents = Arrays.copyOf(codes.latents(), images);
            KSameSources sources = new KSameSources(latents, samples, "sample");
            ImageSet inverted = new ImageSet(samples, new Synthesizer(model).images(latents));
            List<List<Picture>> columns = new ArrayList<>();
            KSameResult centroids =
                    report(
                            "centroid",
                            KSameMethod.centroid(),
                            k,
                            sources,
                            inverted,
                            model,
                            columns);
            columns.add(0, firstMembers(centroids, inverted));
            ImageSet real =
                    PhantomSet.generate(PhantomOptions.of(images / 8, 8, 64, 1), Progress.SILENT);
            columns.add(0, firstMembers(centroids, real));
            for (String setup : Arrays.asList(arguments).subList(4, arguments.length)) {
                double[] v = Arrays.stream(setup.split(",")).mapToDouble(Double::valueOf).toArray();
                KSalsaOptions options =
                        KSalsaOptions.of((int) v[0]).withLearningRate(v[1]).withWeights(v[2], v[3]);
                report(
                        setup,
                        new KSalsa(model, Optional.empty(), options),
                        k,
                        sources,
                        inverted,
                        model,
                        columns);
            }
            save(columns, Path.of(arguments[1]));
        }
    }

    private static KSameResult report(
            String name,
            KSameMethod method,
            int k,
            KSameSources sources,
            ImageSet inverted,
            Model model,
            List<List<Picture>> columns)
            throws Exception {
        long start = System.nanoTime();
        KSameResult result =
                KSame.run(KSameOptions.of(k).withMethod(method), sources, Progress.SILENT);
        double seconds = (System.nanoTime() - start) / 1e9;
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
        float[][] features =
                Evaluation.features(model.torch(), model.condition(), made, Progress.SILENT);
        float[][] members =
                Evaluation.features(model.torch(), model.condition(), inverted, Progress.SILENT);
        double missing = 0;
        double content = 0;
        for (KSamePoint point : result.points()) {
            int[] ids = members(result, point.number());
            double[] own = PowerSpectrum.radial(pictures.get(point.number() - 1));
            for (int id : ids) {
                missing +=
                        PowerSpectrum.fineDifference(
                                        PowerSpectrum.radial(inverted.picture(id)), own)
                                / ids.length
                                / pictures.size();
                content +=
                        distance(features[point.number() - 1], members[id])
                                / ids.length
                                / pictures.size();
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f s, %d points, fine power missing %.3f decades, condition features off %.3f, class kept %.3f%n",
                name,
                seconds,
                pictures.size(),
                missing,
                content,
                Evaluation.accuracy(
                        model.torch(), model.condition(), made, wanted, Progress.SILENT));
        return result;
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
