package io.github.planfiji.engine;

import io.github.planfiji.run.Provenance;
import io.github.planfiji.run.UserException;
import io.github.planfiji.run.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The networks of a bundle, loaded when first asked for. Close it after the last use; it closes
 * what it loaded, not the engine.
 */
public final class Model implements AutoCloseable {

    /** Names of the parts of a bundle. */
    public static final String GENERATOR = "generator";

    public static final String DISCRIMINATOR = "discriminator";
    public static final String IDENTITY = "identity";
    public static final String CONDITION = "condition";
    public static final String ENCODER = "encoder";
    public static final String CODES = "codes";

    /** Of a TorchScript generator that takes w: from z to w. */
    public static final String MAPPING = "mapping";

    /** A TorchScript network whose features' squared distances are the perceptual distance. */
    public static final String PERCEPTUAL = "perceptual";

    /** Kinds of parts. */
    public static final String STYLEGAN2 = "stylegan2";

    public static final String RESNET = "resnet";
    public static final String TORCHSCRIPT = "torchscript";

    private final Torch torch;
    private final ModelBundle bundle;
    private final ModelManifest manifest;
    private final String hash;
    private final NetLoader nets;
    private Generator generator;
    private ClassifierNet identity;
    private ClassifierNet condition;
    private ClassifierNet encoder;
    private ClassifierNet perceptual;
    private LatentStatistics statistics;

    private Model(Torch torch, ModelBundle bundle, Trust trust) throws IOException {
        this.torch = torch;
        this.bundle = bundle;
        this.manifest = bundle.manifest();
        this.hash = bundle.hash();
        this.nets = new NetLoader(torch, bundle, manifest, trust);
    }

    /**
     * A model of this program's own networks; TorchScript parts are refused when asked for.
     *
     * @param folder of the bundle
     * @throws UserException if there is no model there or it cannot be used
     */
    public static Model open(Torch torch, Path folder) throws IOException {
        return open(torch, folder, Trust.NUMBERS);
    }

    /**
     * @param folder of the bundle
     * @param trust whether parts that are TorchScript may be opened
     * @throws UserException if there is no model there or it cannot be used
     */
    public static Model open(Torch torch, Path folder, Trust trust) throws IOException {
        return new Model(torch, ModelBundle.at(folder), trust);
    }

    public Torch torch() {
        return torch;
    }

    public ModelManifest manifest() {
        return manifest;
    }

    /** The generator, frozen. */
    public Generator generator() throws IOException {
        if (generator == null) generator = nets.generator();
        return generator;
    }

    /** The identity classifier phi_id: one class a patient. */
    public ClassifierNet identity() throws IOException {
        if (identity == null) identity = nets.net(IDENTITY);
        return identity;
    }

    /** The condition classifier phi_class. */
    public ClassifierNet condition() throws IOException {
        if (condition == null) condition = nets.classifier(CONDITION, manifest.classes().size());
        return condition;
    }

    /** The encoder: images to w in units of {@link #statistics()}. */
    public Classifier encoder() throws IOException {
        return nets.answersWithLatent(ENCODER)
                ? new TorchScriptEncoder(encoderNet(), statistics())
                : encoderNet();
    }

    private ClassifierNet encoderNet() throws IOException {
        if (encoder == null) encoder = nets.classifier(ENCODER, generator().wDim());
        return encoder;
    }

    /**
     * A perceptual description of images that never guides a walk: the model's own part, or else
     * the encoder's features.
     */
    public FeatureNet perceptual() throws IOException {
        if (bundle.has(PERCEPTUAL)) {
            if (perceptual == null) perceptual = nets.net(PERCEPTUAL);
            return perceptual;
        }
        UserException.require(
                encoderNet() instanceof FrozenResNet,
                "The model's encoder is TorchScript, whose inner layers cannot be compared: add a feature network as part \"%s\".",
                PERCEPTUAL);
        return new PerceptualNet(torch, (FrozenResNet) encoderNet());
    }

    /** What squared distances of {@link #perceptual()} are called. */
    public String perceptualName() throws IOException {
        return bundle.has(PERCEPTUAL)
                ? "squared distance of the features of the model's perceptual network"
                : "squared perceptual distance of the encoder's features";
    }

    /** Mean and spread of the generator's w. */
    public LatentStatistics statistics() throws IOException {
        if (statistics == null) statistics = nets.keep(LatentStatistics.of(torch, generator()));
        return statistics;
    }

    /**
     * The latents of the training images, private; empty where the bundle was shared without them.
     */
    public Optional<Codes> codes() throws IOException {
        if (!bundle.has(CODES)) return Optional.empty();
        try (Weights weights = bundle.weights(torch, CODES, Codes.KIND)) {
            return Optional.of(Codes.of(weights, manifest.classes().size()));
        }
    }

    /**
     * The number of a class.
     *
     * @throws UserException if the model has no such class
     */
    public int classIndex(String name) {
        int index = manifest.classes().indexOf(name);
        UserException.require(
                index >= 0,
                "The model has no class \"%s\": use one of %s.",
                name,
                String.join(", ", manifest.classes()));
        return index;
    }

    /** How a result of this model was made. */
    public Provenance provenance(long seed, Map<String, String> options) {
        return new Provenance(
                Version.TOOL,
                torch.version(),
                torch.device().name(),
                torch.device().reason(),
                hash,
                seed,
                options);
    }

    @Override
    public void close() {
        nets.close();
    }
}
