package io.github.planfiji.engine;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import io.github.planfiji.run.UserException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The contents of a bundle's {@code model.json}.
 *
 * @param formatVersion of this file
 * @param tool what wrote it, with version
 * @param resolution height and width of the images in pixels
 * @param channels image channels, 1 or 3
 * @param classes names of the classes, sorted; their positions are the class numbers
 * @param identities number of patients that the identity classifier knows, 0 without one
 * @param imageRange what black and white are for the networks
 * @param networks the parts by name
 * @param training how each part was trained: part name to option to value
 * @param figures held-out measures: part name to measure to value
 */
public record ModelManifest(
        int formatVersion,
        String tool,
        int resolution,
        int channels,
        List<String> classes,
        int identities,
        double[] imageRange,
        Map<String, Part> networks,
        Map<String, Map<String, String>> training,
        Map<String, Map<String, Double>> figures) {

    /** The format that this version writes and the newest that it reads. */
    public static final int FORMAT_VERSION = 1;

    private static final Gson GSON =
            new GsonBuilder()
                    .setPrettyPrinting()
                    .disableHtmlEscaping()
                    .serializeSpecialFloatingPointValues()
                    .create();

    /**
     * One part of the bundle.
     *
     * @param file name within the bundle
     * @param kind how it is read: "stylegan2", "stylegan2-discriminator", "resnet", "codes" or
     *     "torchscript"
     * @param sha256 of the file, hexadecimal
     * @param isPrivate whether it tells of single patients and must never be released
     * @param shape the sizes, as the record of the kind
     */
    public record Part(
            String file, String kind, String sha256, boolean isPrivate, JsonElement shape) {

        /**
         * The sizes as their record.
         *
         * @throws UserException if they are missing or the record does not allow them
         */
        public <T> T shapeAs(Class<T> type) {
            T sizes;
            try {
                sizes = GSON.fromJson(shape, type);
            } catch (RuntimeException e) {
                // Gson wraps what the record's own checks throw
                throw unusable(rootMessage(e), e);
            }
            if (sizes == null) throw unusable("none given", null);
            return sizes;
        }

        private static String rootMessage(Throwable thrown) {
            Throwable root = thrown;
            while (root.getCause() != null) root = root.getCause();
            return String.valueOf(root.getMessage());
        }

        private UserException unusable(String why, Throwable cause) {
            return new UserException(
                    "The sizes of %s in model.json cannot be used (%s): copy or train the model again."
                            .formatted(file, why),
                    cause);
        }
    }

    /** An empty manifest for images of a size. */
    public static ModelManifest of(
            String tool, int resolution, int channels, List<String> classes) {
        return new ModelManifest(
                FORMAT_VERSION,
                tool,
                resolution,
                channels,
                List.copyOf(classes),
                0,
                new double[] {-1, 1},
                Map.of(),
                Map.of(),
                Map.of());
    }

    /** The same with a part added or replaced. */
    public ModelManifest with(
            String name, Part part, Map<String, String> options, Map<String, Double> measures) {
        return new ModelManifest(
                formatVersion,
                tool,
                resolution,
                channels,
                classes,
                identities,
                imageRange,
                plus(networks, name, part),
                plus(training, name, new LinkedHashMap<>(options)),
                plus(figures, name, new LinkedHashMap<>(measures)));
    }

    /** The same with another number of identities. */
    public ModelManifest withIdentities(int count) {
        return new ModelManifest(
                formatVersion,
                tool,
                resolution,
                channels,
                classes,
                count,
                imageRange,
                networks,
                training,
                figures);
    }

    private static <T> Map<String, T> plus(Map<String, T> map, String key, T value) {
        Map<String, T> more = map == null ? new TreeMap<>() : new TreeMap<>(map);
        more.put(key, value);
        return more;
    }

    /** The sizes of a part as JSON. */
    static JsonElement shape(Object record) {
        return GSON.toJsonTree(record);
    }

    String toJson() {
        return GSON.toJson(this);
    }

    /**
     * @throws UserException if the text is no manifest or of a later format
     */
    static ModelManifest fromJson(String json) {
        ModelManifest manifest;
        try {
            manifest = GSON.fromJson(json, ModelManifest.class);
        } catch (JsonParseException e) {
            throw new UserException(
                    "model.json cannot be read ("
                            + e.getMessage()
                            + "): copy or train the model again.",
                    e);
        }
        // first, as a later format may lack or rename everything else
        UserException.require(
                manifest == null || manifest.formatVersion <= FORMAT_VERSION,
                "The model has format %d, this version reads up to %d: update PLAN for Fiji.",
                manifest == null ? 0 : manifest.formatVersion,
                FORMAT_VERSION);
        UserException.require(
                manifest != null && manifest.networks != null && manifest.classes != null,
                "model.json is not a PLAN model's manifest: choose the folder of a model.");
        manifest.requireUsable();
        return manifest;
    }

    private void requireUsable() {
        require(resolution >= 4 && resolution <= 4096, "resolution", resolution);
        require(channels == 1 || channels == 3, "channels", channels);
        require(identities >= 0, "identities", identities);
        // a generator of others may know no classes
        require(
                (!classes.isEmpty() || !networks.containsKey(Model.CONDITION))
                        && classes.stream().allMatch(c -> c != null && !c.isBlank())
                        && new HashSet<>(classes).size() == classes.size(),
                "classes",
                classes);
        networks.forEach(
                (name, part) ->
                        require(
                                part != null
                                        && part.file != null
                                        && part.kind != null
                                        && part.sha256 != null,
                                "networks." + name,
                                "without file, kind or sha256"));
    }

    private static void require(boolean rule, String entry, Object value) {
        UserException.require(
                rule,
                "The entry %s of model.json cannot be used (%s): copy or train the model again.",
                entry,
                value);
    }
}
