package io.github.planfiji.engine;

import io.github.planfiji.run.Sha256;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A model folder of bioimage.io (model description 0.4 or 0.5, weights as TorchScript) as a
 * manifest of ours: from a vector to an image it is a generator of z, from an image to a vector a
 * condition classifier. Sizes must be fixed, and there must be no pre- or postprocessing; images
 * without a stated range are -1..1.
 */
final class BioimageIo {

    /** The file that makes a folder one. */
    static final String FILE = "rdf.yaml";

    private final Path folder;
    private final Map<?, ?> root;

    private BioimageIo(Path folder, Map<?, ?> root) {
        this.folder = folder;
        this.root = root;
    }

    /**
     * @throws UserException if the folder's {@value #FILE} is no such model
     */
    static ModelManifest manifest(Path folder) throws IOException {
        try (Reader text = Files.newBufferedReader(folder.resolve(FILE), StandardCharsets.UTF_8)) {
            // Maps, lists and plain values only: no text of the file makes an object of a class.
            Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            ModelManifest manifest = new BioimageIo(folder, (Map<?, ?>) root).manifest();
            // through the checks of every manifest
            return ModelManifest.fromJson(manifest.toJson());
        } catch (UserException e) {
            throw e;
        } catch (RuntimeException e) {
            // what a text of another structure leads to: a wrong type, a missing entry, no YAML
            throw new UserException(
                    FILE
                            + " cannot be read as a model description of bioimage.io 0.4 or 0.5: check the file.",
                    e);
        }
    }

    private ModelManifest manifest() throws IOException {
        BioimageIoTensor input = BioimageIoTensor.of(only("inputs"));
        BioimageIoTensor output = BioimageIoTensor.of(only("outputs"));
        UserException.require(
                input.isImage() != output.isImage(),
                "%s describes a model that is neither a generator (vector to image) nor a classifier (image to vector).",
                FILE);
        if (output.isImage())
            return manifest(
                    Model.GENERATOR,
                    output,
                    List.of(),
                    new TorchScriptGeneratorShape("z", input.count(), 0, 0, 0, output.range()));
        return manifest(
                Model.CONDITION,
                input,
                classes(output),
                new TorchScriptNetShape(input.count(), output.count(), "logits", input.range()));
    }

    private Map<?, ?> only(String key) {
        List<?> tensors = (List<?>) root.get(key);
        UserException.require(
                tensors.size() == 1,
                "%s describes a model with %d %s, only one can be used.",
                FILE,
                tensors.size(),
                key);
        return (Map<?, ?>) tensors.get(0);
    }

    private ModelManifest manifest(
            String part, BioimageIoTensor image, List<String> classes, Object shape)
            throws IOException {
        Map<?, ?> weights = (Map<?, ?>) ((Map<?, ?>) root.get("weights")).get("torchscript");
        UserException.require(
                weights != null,
                "%s has no weights as TorchScript: choose a model that has them.",
                FILE);
        String source = (String) weights.get("source");
        Path file = folder.resolve(source).normalize();
        UserException.require(
                folder.normalize().equals(file.getParent()) && Files.isRegularFile(file),
                "The weights %s of %s are not in its folder: download the whole model.",
                source,
                FILE);
        Object stated = weights.get("sha256");
        String sha256 = stated == null ? Sha256.of(file) : stated.toString();
        return ModelManifest.of("bioimage.io", image.size(), image.count(), classes)
                .with(
                        part,
                        new ModelManifest.Part(
                                source,
                                Model.TORCHSCRIPT,
                                sha256,
                                false,
                                ModelManifest.shape(shape)),
                        Map.of(),
                        Map.of());
    }

    /** The names that the outputs have, if they are in sorted order as a manifest's; or numbers. */
    private static List<String> classes(BioimageIoTensor output) {
        List<String> names = output.channels();
        if (!names.isEmpty() && List.copyOf(new TreeSet<>(names)).equals(names)) return names;
        int count = output.count();
        String pattern = "class %0" + Integer.toString(count - 1).length() + "d";
        return IntStream.range(0, count).mapToObj(pattern::formatted).toList();
    }
}
