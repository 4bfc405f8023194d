package io.github.planfiji.engine;

import io.github.planfiji.run.AtomicFile;
import io.github.planfiji.run.Sha256;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * A model on disk: a folder with {@code model.json} and one file a part. Parts are replaced one at
 * a time; each file appears whole, and the manifest last.
 */
public final class ModelBundle {

    private static final String MANIFEST = "model.json";
    private static final long GREATEST_MANIFEST = 16L << 20;

    private final Path folder;

    private ModelBundle(Path folder) {
        this.folder = folder;
    }

    /**
     * @throws UserException if there is no model in the folder, or it is a file
     */
    public static ModelBundle at(Path folder) {
        ForeignModel.refuse(folder);
        UserException.require(
                hasManifest(folder),
                "There is no model in %s (%s is missing): choose the folder of a trained model.",
                folder,
                MANIFEST);
        return new ModelBundle(folder);
    }

    /** The bundle of a folder, created with an empty manifest if there is none yet. */
    public static ModelBundle create(Path folder, ModelManifest manifest) throws IOException {
        ModelBundle bundle = new ModelBundle(folder);
        if (!hasManifest(folder)) bundle.write(manifest);
        return bundle;
    }

    private static boolean hasManifest(Path folder) {
        return Files.isRegularFile(folder.resolve(MANIFEST))
                || Files.isRegularFile(folder.resolve(BioimageIo.FILE));
    }

    public Path folder() {
        return folder;
    }

    /** Of a folder of bioimage.io without a manifest of ours, what its description says. */
    public ModelManifest manifest() throws IOException {
        Path file = folder.resolve(MANIFEST);
        if (!Files.exists(file)) return BioimageIo.manifest(folder);
        UserException.require(
                Files.size(file) <= GREATEST_MANIFEST,
                "%s has %d bytes, a model's manifest has a few thousand: do not use this model.",
                file,
                Files.size(file));
        return ModelManifest.fromJson(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    /** SHA-256 of the manifest, which holds the parts' own: names the model in provenance. */
    public String hash() throws IOException {
        Path file = folder.resolve(MANIFEST);
        return Files.exists(file) ? Sha256.of(file) : Sha256.of(manifest().toJson());
    }

    /**
     * Adds or replaces a part.
     *
     * @param shape the record of its sizes
     * @param options how it was trained
     * @param measures its held-out figures
     */
    public void put(
            String name,
            String kind,
            boolean isPrivate,
            Object shape,
            Weights weights,
            Map<String, String> options,
            Map<String, Double> measures)
            throws IOException {
        Path file = folder.resolve(name + ".safetensors");
        Safetensors.write(file, weights);
        put(name, kind, isPrivate, shape, file, options, measures);
    }

    /**
     * Adds or replaces a part that is a TorchScript file.
     *
     * @param shape a {@link TorchScriptGeneratorShape} or {@link TorchScriptNetShape}
     * @param source is copied
     * @param options where it comes from
     */
    public void putTorchScript(
            String name, boolean isPrivate, Object shape, Path source, Map<String, String> options)
            throws IOException {
        Path file = folder.resolve(name + ".pt");
        AtomicFile.write(
                file,
                temporary -> Files.copy(source, temporary, StandardCopyOption.REPLACE_EXISTING));
        put(name, Model.TORCHSCRIPT, isPrivate, shape, file, options, Map.of());
    }

    private void put(
            String name,
            String kind,
            boolean isPrivate,
            Object shape,
            Path file,
            Map<String, String> options,
            Map<String, Double> measures)
            throws IOException {
        ModelManifest.Part part =
                new ModelManifest.Part(
                        file.getFileName().toString(),
                        kind,
                        Sha256.of(file),
                        isPrivate,
                        ModelManifest.shape(shape));
        write(manifest().with(name, part, options, measures));
    }

    /** Notes how many patients the identity classifier knows. */
    public void setIdentities(int count) throws IOException {
        write(manifest().withIdentities(count));
    }

    public boolean has(String name) throws IOException {
        return manifest().networks().containsKey(name);
    }

    /**
     * @throws UserException if the bundle has no such part, or of none of the kinds
     */
    public ModelManifest.Part part(String name, String... kinds) throws IOException {
        ModelManifest.Part part = manifest().networks().get(name);
        UserException.require(
                part != null,
                "The model has no %s: train that network too (it has: %s).",
                name,
                String.join(", ", manifest().networks().keySet()));
        UserException.require(
                List.of(kinds).contains(part.kind()),
                "The model's %s is of kind \"%s\", expected \"%s\".",
                name,
                part.kind(),
                String.join("\" or \"", kinds));
        return part;
    }

    /**
     * Reads a part's weights; the caller closes them.
     *
     * @throws UserException if the file is missing or is not the one that the manifest names
     */
    public Weights weights(Torch torch, String name, String kind) throws IOException {
        Path file = file(name, kind);
        Weights weights = Safetensors.read(torch, file);
        try {
            weights.requireFinite(torch, file.getFileName().toString());
        } catch (UserException e) {
            weights.close();
            throw e;
        }
        return weights;
    }

    /**
     * A part's file, after a check that it is the one that the manifest names.
     *
     * @throws UserException if it is missing or another one
     */
    Path file(String name, String kind) throws IOException {
        return PartFile.checked(folder, part(name, kind));
    }

    private void write(ModelManifest manifest) throws IOException {
        AtomicFile.writeText(folder.resolve(MANIFEST), manifest.toJson());
    }
}
