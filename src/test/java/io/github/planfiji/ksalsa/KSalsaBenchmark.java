package io.github.planfiji.ksalsa;

import ij.ImagePlus;
import ij.ImageStack;
import ij.plugin.MontageMaker;
import ij.process.ColorProcessor;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.ImageSetOptions;
import io.github.planfiji.dataset.ImageSets;
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
import io.github.planfiji.ij.ImageJReader;
import io.github.planfiji.ksame.KSame;
import io.github.planfiji.ksame.KSameMethod;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.ksame.KSameResult;
import io.github.planfiji.ksame.KSameSources;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.training.TrainingData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Texture of k-SALSA and of the centroid beside that of their sources, the members' images; run by
 * hand, prints a table a k. Arguments: model folder; PNG to write; several k with commas between;
 * patients; "phantoms", or the folder of images that the model was trained on by the comparison
 * script with seed 1; then one set-up each as steps,rate,content,style with a TorchScript feature
 * network behind a further comma or without. The encoder's first stage guides k-SALSA, those of the
 * classifiers do not.
 *
 * <p>A cell is a mean over groups and members, 0 is best; in brackets the mean difference from the
 * centroid and half its 95 % interval (Student's t, paired by groups).
 */
final class KSalsaBenchmark {

    private static final int GROUPS_SHOWN = 12;

    private KSalsaBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (Torch torch = Torch.open("cpu");
                Model model = Model.open(torch, Path.of(arguments[0]))) {
            Sources sources = sources(model, Integer.parseInt(arguments[3]), arguments[4]);
            for (String k : arguments[2].split(",")) {
                List<List<Picture>> rows = new ArrayList<>();
                Report report = new Report(model, sources, Integer.parseInt(k), rows);
                report.member();
                report.add("centroid", KSameMethod.centroid());
                for (String setup : Arrays.asList(arguments).subList(5, arguments.length))
                    report.add(setup, method(model, setup));
                save(rows, Path.of(arguments[1].replaceFirst("(\\.png)?$", "-k" + k + ".png")));
            }
        }
    }

    private static KSameMethod method(Model model, String setup) throws Exception {
        String[] v = setup.split(",", 5);
        KSalsaOptions options =
                KSalsaOptions.of(Integer.parseInt(v[0]))
                        .withLearningRate(Double.parseDouble(v[1]))
                        .withWeights(Double.parseDouble(v[2]), Double.parseDouble(v[3]));
        Optional<TorchScriptFeatures> network =
                v.length == 5
                        ? Optional.of(
                                TorchScriptFeatures.open(model.torch(), Path.of(v[4]), Trust.CODE))
                        : Optional.empty();
        return new KSalsa(model, network, options);
    }

    /**
     * @param inverted the sources as the generator rebuilds them
     * @param real the sources
     */
    private record Sources(
            KSameSources codes, ImageSet images, TextureFigures inverted, TextureFigures real) {}

    /**
     * Some of the images that the model has codes of.
     *
     * @throws UserException if the set is not the one that the codes are of
     */
    private static Sources sources(Model model, int patients, String where) throws Exception {
        Codes codes = model.codes().orElseThrow();
        int size = model.manifest().resolution();
        int known = 1 + Arrays.stream(codes.patients()).max().orElseThrow();
        ImageSet all =
                where.equals("phantoms")
                        ? PhantomSet.generate(PhantomOptions.of(known, 8, size, 1), Progress.SILENT)
                        : TrainingData.split(
                                        ImageSets.open(
                                                ImageSetOptions.of(
                                                        Path.of(where),
                                                        size,
                                                        model.manifest().channels()),
                                                new ImageJReader(),
                                                Progress.SILENT),
                                        0.2,
                                        1)
                                .train();
        int[] ids = IntStream.range(0, all.size()).toArray();
        UserException.require(
                Arrays.equals(codes.patients(), map(ids, all::patientOf))
                        && Arrays.equals(codes.classes(), map(ids, all::classOf)),
                "The images in %s are not those of the model's codes.",
                where);
        // spread over the patients, whose numbers may be sorted by class
        int every = known / patients;
        int[] picked =
                IntStream.of(ids)
                        .filter(i -> codes.patients()[i] % every == 0)
                        .filter(i -> codes.patients()[i] / every < patients)
                        .toArray();
        float[][] latents =
                IntStream.of(picked).mapToObj(i -> codes.latents()[i]).toArray(float[][]::new);
        ImageSet real = all.subset(picked);
        List<Sample> samples = IntStream.range(0, real.size()).mapToObj(real::sample).toList();
        ImageSet inverted = new ImageSet(samples, new Synthesizer(model).images(latents));
        Map<String, FrozenResNet> nets = new LinkedHashMap<>();
        nets.put("encoder", (FrozenResNet) model.encoder());
        nets.put("condition", (FrozenResNet) model.condition());
        nets.put("identity", (FrozenResNet) model.identity());
        return new Sources(
                new KSameSources(latents, samples, "trial"),
                inverted,
                new TextureFigures(model.torch(), nets, inverted),
                new TextureFigures(model.torch(), nets, real));
    }

    private static int[] map(int[] ids, IntUnaryOperator f) {
        return IntStream.of(ids).map(f).toArray();
    }

    /** Rows of one k, compared with the centroid's. */
    private static final class Report {

        private final Model model;
        private final Sources sources;
        private final int k;
        private final List<List<Picture>> rows;
        private final KSameResult groups;
        private final List<int[]> members;
        private double[][] base;

        Report(Model model, Sources sources, int k, List<List<Picture>> rows) {
            this.model = model;
            this.sources = sources;
            this.k = k;
            this.rows = rows;
            groups = KSame.run(KSameOptions.of(k), sources.codes, Progress.SILENT);
            members =
                    IntStream.rangeClosed(1, groups.points().size())
                            .mapToObj(
                                    g ->
                                            groups.membership().entries().stream()
                                                    .filter(e -> e.group() == g)
                                                    .mapToInt(e -> e.image())
                                                    .toArray())
                            .toList();
            List<String> names = new ArrayList<>();
            sources.inverted.names().forEach(n -> names.add("inverted: " + n));
            sources.real.names().forEach(n -> names.add("real: " + n));
            System.out.printf(
                    "%nk = %d, %d patients, %d images, %d groups%n%n| method | %s | class kept | time |%n|%s%n",
                    k,
                    sources.images.renumbered().patients().size(),
                    sources.codes.size(),
                    members.size(),
                    String.join(" | ", names),
                    "---|".repeat(names.size() + 3));
        }

        /** What a single member is beside the other patients of the group. */
        void member() {
            List<Picture> first = members.stream().map(m -> sources.images.picture(m[0])).toList();
            rows.add(first);
            List<int[]> others =
                    members.stream()
                            .map(
                                    m ->
                                            IntStream.of(m)
                                                    .filter(
                                                            i ->
                                                                    sources.images.patientOf(i)
                                                                            != sources.images
                                                                                    .patientOf(
                                                                                            m[0]))
                                                    .toArray())
                            .toList();
            row("an inverted member", first, others, 0);
        }

        void add(String name, KSameMethod method) throws Exception {
            long start = System.nanoTime();
            KSameResult result =
                    KSame.run(
                            KSameOptions.of(k).withMethod(method), sources.codes, Progress.SILENT);
            double seconds = (System.nanoTime() - start) / 1e9;
            float[][] codes =
                    result.points().stream().map(KSamePoint::code).toArray(float[][]::new);
            List<Picture> pictures = new Synthesizer(model).images(codes);
            rows.add(pictures);
            row(name, pictures, members, seconds);
        }

        private void row(String name, List<Picture> made, List<int[]> of, double seconds) {
            double[][] figures = figures(made, of);
            StringBuilder line = new StringBuilder("| " + name);
            for (int f = 0; f < figures.length; f++)
                line.append(cell(figures[f], base == null ? null : base[f]));
            if (base == null && name.equals("centroid")) base = figures;
            System.out.printf(Locale.ROOT, "%s | %.2f | %.0f s |%n", line, kept(made), seconds);
        }

        private double[][] figures(List<Picture> made, List<int[]> of) {
            List<double[]> all = new ArrayList<>();
            all.addAll(Arrays.asList(sources.inverted.of(made, of)));
            all.addAll(Arrays.asList(sources.real.of(made, of)));
            return all.toArray(double[][]::new);
        }

        private static String cell(double[] values, double[] others) {
            double mean = StatUtils.mean(values);
            if (others == null) return String.format(Locale.ROOT, " | %.4f", mean);
            int n = values.length;
            double[] d = IntStream.range(0, n).mapToDouble(i -> values[i] - others[i]).toArray();
            double half =
                    new TDistribution(n - 1).inverseCumulativeProbability(0.975)
                            * Math.sqrt(StatUtils.variance(d) / n);
            return String.format(
                    Locale.ROOT, " | %.4f (%+.4f ± %.4f)", mean, StatUtils.mean(d), half);
        }

        private double kept(List<Picture> made) {
            List<Sample> labels =
                    groups.points().stream().map(p -> new Sample("", p.condition(), "")).toList();
            int[] wanted =
                    groups.points().stream()
                            .mapToInt(p -> model.manifest().classes().indexOf(p.condition()))
                            .toArray();
            try {
                return Evaluation.accuracy(
                        model.torch(),
                        model.condition(),
                        new ImageSet(labels, made),
                        wanted,
                        Progress.SILENT);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** One column a group, one row a method. */
    private static void save(List<List<Picture>> rows, Path file) throws Exception {
        int columns = Math.min(GROUPS_SHOWN, rows.get(0).size());
        Picture first = rows.get(0).get(0);
        ImageStack stack = new ImageStack(first.width(), first.height());
        for (List<Picture> row : rows)
            for (int c = 0; c < columns; c++)
                stack.addSlice(pixels(row.get(c * row.size() / columns)));
        ImagePlus montage =
                new MontageMaker()
                        .makeMontage2(
                                new ImagePlus("", stack),
                                columns,
                                rows.size(),
                                2,
                                1,
                                stack.size(),
                                1,
                                2,
                                false);
        ImageIO.write(montage.getBufferedImage(), "png", file.toFile());
    }

    private static ColorProcessor pixels(Picture picture) {
        ColorProcessor pixels = new ColorProcessor(picture.width(), picture.height());
        for (int y = 0; y < picture.height(); y++)
            for (int x = 0; x < picture.width(); x++) {
                int[] rgb = new int[3];
                for (int c = 0; c < 3; c++) {
                    float value = picture.at(c % picture.channels(), y, x);
                    rgb[c] = Math.max(0, Math.min(255, Math.round((value + 1) * 127.5f)));
                }
                pixels.putPixel(x, y, rgb);
            }
        return pixels;
    }
}
