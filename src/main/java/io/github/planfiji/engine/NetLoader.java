package io.github.planfiji.engine;

import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Loads the networks of a bundle, those of this program and those that are TorchScript. Close it
 * after the last use of what it loaded.
 */
final class NetLoader implements AutoCloseable {

    private final Torch torch;
    private final ModelBundle bundle;
    private final ModelManifest manifest;
    private final Trust trust;
    private final Deque<AutoCloseable> loaded = new ArrayDeque<>();

    NetLoader(Torch torch, ModelBundle bundle, ModelManifest manifest, Trust trust) {
        this.torch = torch;
        this.bundle = bundle;
        this.manifest = manifest;
        this.trust = trust;
    }

    Generator generator() throws IOException {
        ModelManifest.Part part = bundle.part(Model.GENERATOR, Model.STYLEGAN2, Model.TORCHSCRIPT);
        if (part.kind().equals(Model.STYLEGAN2)) {
            StyleGan2Shape shape = part.shapeAs(StyleGan2Shape.class);
            requireFit(Model.GENERATOR, "resolution", shape.resolution(), manifest.resolution());
            requireFit(Model.GENERATOR, "channels", shape.channels(), manifest.channels());
            if (shape.classes() > 0)
                requireFit(Model.GENERATOR, "classes", shape.classes(), manifest.classes().size());
            try (Weights weights = bundle.weights(torch, Model.GENERATOR, Model.STYLEGAN2)) {
                StyleGan2Tensors.check(shape, weights);
                return keep(FrozenStyleGan2.of(torch, shape, weights));
            }
        }
        TorchScriptGeneratorShape shape = part.shapeAs(TorchScriptGeneratorShape.class);
        TorchScriptNet net = script(Model.GENERATOR);
        TorchScriptNet mapping = shape.hasMapping() ? script(Model.MAPPING) : null;
        return keep(new TorchScriptGenerator(torch, shape, manifest, net, mapping));
    }

    /** A part that answers an image with a vector: classifier, encoder or feature network. */
    ClassifierNet net(String name) throws IOException {
        ModelManifest.Part part = bundle.part(name, Model.RESNET, Model.TORCHSCRIPT);
        if (part.kind().equals(Model.RESNET)) {
            ResNetShape shape = part.shapeAs(ResNetShape.class);
            try (Weights weights = bundle.weights(torch, name, Model.RESNET)) {
                return keep(FrozenResNet.of(torch, shape, weights));
            }
        }
        TorchScriptNetShape shape = part.shapeAs(TorchScriptNetShape.class);
        return new TorchScriptClassifier(torch, shape, manifest.resolution(), script(name));
    }

    /** Whether an encoder answers with the latent itself, not in units of its spread. */
    boolean answersWithLatent(String name) throws IOException {
        ModelManifest.Part part = bundle.part(name, Model.RESNET, Model.TORCHSCRIPT);
        return part.kind().equals(Model.TORCHSCRIPT)
                && part.shapeAs(TorchScriptNetShape.class)
                        .answer()
                        .equals(TorchScriptNetShape.LATENT);
    }

    /** Requires a classifier to tell as many classes apart as the model has. */
    ClassifierNet classifier(String name, int classes) throws IOException {
        ClassifierNet net = net(name);
        requireFit(name, "outputs", net.classes(), classes);
        return net;
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

    private TorchScriptNet script(String name) throws IOException {
        return keep(TorchScriptNet.load(torch, bundle.file(name, Model.TORCHSCRIPT), trust));
    }

    <T extends AutoCloseable> T keep(T resource) {
        loaded.push(resource);
        NativeMemory.giveBack();
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
