package io.github.planfiji.testing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.engine.Classifier;
import io.github.planfiji.engine.FrozenResNet;
import io.github.planfiji.engine.LatentStatistics;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.ModelBundle;
import io.github.planfiji.engine.ModelManifest;
import io.github.planfiji.engine.ResNet;
import io.github.planfiji.engine.ResNetShape;
import io.github.planfiji.engine.Safetensors;
import io.github.planfiji.engine.StyleGan2Generator;
import io.github.planfiji.engine.StyleGan2Shape;
import io.github.planfiji.engine.Synthesizer;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Weights;
import io.github.planfiji.run.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A bundle of untrained networks of the published sizes: StyleGAN2 with w of 512 components, two
 * ResNet-18 with 463 and 2 classes. Scaled so that images are not clipped and classifiers are sure
 * of themselves, without which a walk has nothing to do.
 */
public final class BenchmarkModel {

    /** File beside the bundle with the latents "from" and "to", [1,512] each. */
    public static final String ENDS = "ends.safetensors";

    private static final int W_DIM = 512;
    private static final int IDENTITIES = 463;
    private static final double RGB_SCALE = 0.15;
    private static final double LOGIT_SPREAD = 5;

    /** Of the ends: as far apart as k-same points are, not as random latents. */
    private static final double TRUNCATION = 0.25;

    private BenchmarkModel() {}

    /**
     * @param channelBase of the generator; 16384 is StyleGAN2-ADA's own at 256 pixels
     */
    public static void write(Torch torch, Path folder, int resolution, int channelBase)
            throws IOException {
        Files.createDirectories(folder);
        ModelBundle bundle =
                ModelBundle.create(
                        folder,
                        ModelManifest.of("benchmark", resolution, 3, List.of("first", "second")));
        StyleGan2Shape shape =
                new StyleGan2Shape(resolution, 3, W_DIM, W_DIM, 0, 2, channelBase, 512);
        try (Weights weights =
                StyleGan2Generator.init(torch, shape, new Seed(1).stream("generator"))) {
            scale(torch, weights);
            StyleGan2Generator generator = new StyleGan2Generator(torch, shape, weights);
            try (LatentStatistics statistics = LatentStatistics.of(torch, generator)) {
                float[] mean = statistics.mean().toFloatArray();
                replace(weights, "mapping.w_avg", torch.array(mean, mean.length));
            }
            bundle.put(Model.GENERATOR, Model.STYLEGAN2, false, shape, weights, Map.of(), Map.of());
        }
        putResNet(torch, folder, bundle, Model.IDENTITY, IDENTITIES);
        putResNet(torch, folder, bundle, Model.CONDITION, 2);
        putResNet(torch, folder, bundle, Model.ENCODER, W_DIM);
        bundle.setIdentities(IDENTITIES);
        writeEnds(torch, folder);
    }

    private static void scale(Torch torch, Weights weights) {
        for (String name : weights.names()) {
            if (name.endsWith("noise_strength"))
                replace(weights, name, torch.array(new float[] {0.1f}, 1));
            if (name.endsWith("torgb.weight"))
                replace(weights, name, torch.ops().scale(weights.get(name), RGB_SCALE));
        }
    }

    private static void putResNet(
            Torch torch, Path folder, ModelBundle bundle, String name, int classes)
            throws IOException {
        ResNetShape shape = new ResNetShape(3, classes, List.of(2, 2, 2, 2), 64, false);
        try (Weights weights = ResNet.init(torch, shape, new Seed(1).stream(name))) {
            try (FrozenResNet net = FrozenResNet.of(torch, shape, weights)) {
                double factor = LOGIT_SPREAD / spread(torch, folder, net);
                replace(weights, "fc.weight", torch.ops().scale(weights.get("fc.weight"), factor));
            }
            bundle.put(name, Model.RESNET, true, shape, weights, Map.of(), Map.of());
        }
    }

    /** Standard deviation of the logits of one image over the classes. */
    private static double spread(Torch torch, Path folder, Classifier net) throws IOException {
        try (Model model = Model.open(torch, folder);
                NDScope scope = new NDScope()) {
            Synthesizer synthesizer = new Synthesizer(model);
            float[][] latent = {synthesizer.latent(new Seed(3).stream("image"), 0, 1)};
            NDArray images = torch.images(synthesizer.images(latent));
            float[] logits = torch.ops().withoutGradients(() -> net.logits(images)).toFloatArray();
            double sum = 0;
            double squares = 0;
            for (float value : logits) {
                sum += value;
                squares += value * value;
            }
            double mean = sum / logits.length;
            return Math.sqrt(squares / logits.length - mean * mean);
        }
    }

    private static void writeEnds(Torch torch, Path folder) throws IOException {
        try (Model model = Model.open(torch, folder);
                Weights ends = new Weights()) {
            Synthesizer synthesizer = new Synthesizer(model);
            for (String end : List.of("from", "to"))
                ends.put(
                        end,
                        torch.array(
                                synthesizer.latent(new Seed(4).stream(end), 0, TRUNCATION),
                                1,
                                W_DIM));
            Safetensors.write(folder.resolve(ENDS), ends);
        }
    }

    private static void replace(Weights weights, String name, NDArray value) {
        weights.get(name).close();
        weights.put(name, value);
    }
}
