package io.github.planfiji.testing;

import ai.djl.ndarray.NDArray;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.engine.Codes;
import io.github.planfiji.engine.LatentStatistics;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.ModelBundle;
import io.github.planfiji.engine.ModelManifest;
import io.github.planfiji.engine.ResNet;
import io.github.planfiji.engine.ResNetShape;
import io.github.planfiji.engine.StyleGan2Generator;
import io.github.planfiji.engine.StyleGan2Shape;
import io.github.planfiji.engine.Synthesizer;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Weights;
import io.github.planfiji.run.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A complete model bundle of untrained, tiny, but real networks: RGB images of 32 x 32 pixels, w of
 * 16 components, classes "healthy" and "ill", 12 patients with 2 images each, made in a second. The
 * same bytes every time.
 */
public final class TinyModel {

    public static final int RESOLUTION = 32;
    public static final int W_DIM = 16;
    public static final int PATIENTS = 12;
    public static final int IMAGES = 2 * PATIENTS;
    public static final List<String> CLASSES = List.of("healthy", "ill");

    private static final Map<String, String> OPTIONS = Map.of("seed", "1");

    private TinyModel() {}

    /** Sizes of a tiny generator. */
    public static StyleGan2Shape shape(int resolution, int channels, int classes) {
        return new StyleGan2Shape(resolution, channels, W_DIM, W_DIM, classes, 1, 256, 16);
    }

    /**
     * Newly drawn weights as they could be after a training: with noise and a mean of w. The caller
     * closes them.
     */
    public static Weights generatorWeights(Torch torch, StyleGan2Shape shape) {
        Weights weights = StyleGan2Generator.init(torch, shape, new Seed(1).stream("generator"));
        for (String name : weights.names())
            if (name.endsWith("noise_strength")) replace(weights, name, torch.array(one(0.1f), 1));
        StyleGan2Generator generator = new StyleGan2Generator(torch, shape, weights);
        try (LatentStatistics statistics = LatentStatistics.of(torch, generator)) {
            float[] mean = statistics.mean().toFloatArray();
            replace(weights, "mapping.w_avg", torch.array(mean, mean.length));
        }
        return weights;
    }

    /** Writes the bundle with an engine of its own. */
    public static Path write(Path folder) throws IOException {
        try (Torch torch = Torch.open("cpu")) {
            return write(torch, folder);
        }
    }

    /**
     * Writes the bundle.
     *
     * @return the folder
     */
    public static Path write(Torch torch, Path folder) throws IOException {
        ModelBundle bundle =
                ModelBundle.create(
                        folder, ModelManifest.of("PLAN for Fiji test", RESOLUTION, 3, CLASSES));
        StyleGan2Shape shape = shape(RESOLUTION, 3, CLASSES.size());
        try (Weights weights = generatorWeights(torch, shape)) {
            put(bundle, Model.GENERATOR, Model.STYLEGAN2, false, shape, weights);
        }
        putResNet(torch, bundle, Model.IDENTITY, true, PATIENTS);
        putResNet(torch, bundle, Model.CONDITION, false, CLASSES.size());
        putResNet(torch, bundle, Model.ENCODER, true, W_DIM);
        bundle.setIdentities(PATIENTS);
        try (Model model = Model.open(torch, folder)) {
            Codes codes = codes(model);
            try (Weights weights = codes.toWeights(torch)) {
                put(bundle, Model.CODES, Codes.KIND, true, codes.shape(), weights);
            }
        }
        return folder;
    }

    /** The images of the bundle's codes with the labels of their patients. */
    public static ImageSet images(Model model) throws IOException {
        Codes codes = codes(model);
        List<Picture> pictures = new Synthesizer(model).images(codes.latents());
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++)
            samples.add(
                    new Sample(
                            "image" + i + ".png",
                            CLASSES.get(codes.classes()[i]),
                            "patient" + codes.patients()[i]));
        return new ImageSet(samples, pictures);
    }

    /** Patient p is of class p mod 2; images 2p and 2p+1 are theirs. */
    private static Codes codes(Model model) throws IOException {
        Synthesizer synthesizer = new Synthesizer(model);
        Seed seed = new Seed(2);
        float[][] latents = new float[IMAGES][];
        int[] classes = new int[IMAGES];
        int[] patients = new int[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            patients[i] = i / 2;
            classes[i] = i / 2 % 2;
            float[] patient = synthesizer.latent(seed.stream("patient " + i / 2), classes[i], 0.9);
            float[] visit = synthesizer.latent(seed.stream("image " + i), classes[i], 1);
            latents[i] = new float[W_DIM];
            for (int d = 0; d < W_DIM; d++) latents[i][d] = 0.8f * patient[d] + 0.2f * visit[d];
        }
        return new Codes(latents, classes, patients);
    }

    private static void putResNet(
            Torch torch, ModelBundle bundle, String name, boolean isPrivate, int outputs)
            throws IOException {
        ResNetShape shape = new ResNetShape(3, outputs, List.of(1, 1), 8, true);
        try (Weights weights = ResNet.init(torch, shape, new Seed(1).stream(name))) {
            put(bundle, name, Model.RESNET, isPrivate, shape, weights);
        }
    }

    private static void put(
            ModelBundle bundle,
            String name,
            String kind,
            boolean isPrivate,
            Object shape,
            Weights weights)
            throws IOException {
        bundle.put(name, kind, isPrivate, shape, weights, OPTIONS, Map.of());
    }

    private static void replace(Weights weights, String name, NDArray value) {
        weights.get(name).close();
        weights.put(name, value);
    }

    private static float[] one(float value) {
        return new float[] {value};
    }
}
