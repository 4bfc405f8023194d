package io.github.planfiji.engine;

import io.github.planfiji.run.Provenance;
import io.github.planfiji.run.UserException;
import io.github.planfiji.run.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
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

    /** Kinds of parts. */
    public static final String STYLEGAN2 = "stylegan2";

    public static final String RESNET = "resnet";

    private final Torch torch;
    private final ModelBundle bundle;
    private final ModelManifest manifest;
    private final String hash;
    private final Deque<AutoCloseable> loaded = new ArrayDeque<>();
    private StyleGan2Generator generator;
    private FrozenResNet identity;
    private FrozenResNet condition;
    private FrozenResNet encoder;
    private LatentStatistics statistics;

    private Model(Torch torch, ModelBundle bundle) throws IOException {
        this.torch = torch;
        this.bundle = bundle;
        this.manifest = bundle.manifest();
        this.hash = bundle.hash();
    }

    /**
     * @param folder of the bundle
     * @throws UserException if there is no model there or it cannot be used
     */
    public static Model open(Torch torch, Path folder) throws IOException {
        return new Model(torch, ModelBundle.at(folder));
    }

    public Torch torch() {
        return torch;
    }

    public ModelManifest manifest() {
        return manifest;
    }

    /** The generator, frozen. */
    public StyleGan2Generator generator() throws IOException {
        if (generator == null) {
            StyleGan2Shape shape = bundle.part(GENERATOR, STYLEGAN2).shapeAs(StyleGan2Shape.class);
            requireFit(GENERATOR, "resolution", shape.resolution(), manifest.resolution());
            requireFit(GENERATOR, "channels", shape.channels(), manifest.channels());
            if (shape.classes() > 0)
                requireFit(GENERATOR, "classes", shape.classes(), manifest.classes().size());
            Weights weights = keep(bundle.weights(torch, GENERATOR, STYLEGAN2));
            StyleGan2Tensors.check(shape, weights);
            generator = new StyleGan2Generator(torch, shape, weights);
        }
        return generator;
    }

    /** The identity classifier phi_id: one class a patient. */
    public FrozenResNet identity() throws IOException {
        if (identity == null) identity = resNet(IDENTITY);
        return identity;
    }

    /** The condition classifier phi_class. */
    public FrozenResNet condition() throws IOException {
        if (condition == null) {
            FrozenResNet net = resNet(CONDITION);
            requireFit(CONDITION, "classes", net.classes(), manifest.classes().size());
            condition = net;
        }
        return condition;
    }

    /** The encoder: images to w in units of {@link #statistics()}. */
    public FrozenResNet encoder() throws IOException {
        if (encoder == null) {
            FrozenResNet net = resNet(ENCODER);
            requireFit(ENCODER, "outputs", net.classes(), generator().wDim());
            encoder = net;
        }
        return encoder;
    }

    /** A perceptual description of images that never guides a walk: of the encoder's features. */
    public FeatureNet perceptual() throws IOException {
        return new PerceptualNet(torch, encoder());
    }

    /** Mean and spread of the generator's w. */
    public LatentStatistics statistics() throws IOException {
        if (statistics == null) statistics = keep(LatentStatistics.of(torch, generator()));
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

    private FrozenResNet resNet(String name) throws IOException {
        ResNetShape shape = bundle.part(name, RESNET).shapeAs(ResNetShape.class);
        try (Weights weights = bundle.weights(torch, name, RESNET)) {
            return keep(FrozenResNet.of(torch, shape, weights));
        }
    }

    private static void requireFit(String part, String what, int has, int needed) {
        UserException.require(
                has == needed,
                "The model's %s has %d %s, the model needs %d: copy or train the model again.",
                part,
                has,
                what,
                needed);
    }

    private <T extends AutoCloseable> T keep(T resource) {
        loaded.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!loaded.isEmpty()) {
            try {
                loaded.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
