package io.github.planfiji.run;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a result was made: enough to make it again. Holds no patient, source file or path.
 *
 * @param tool what made it, with version, for example "PLAN for Fiji 0.1.0"
 * @param engine the numerical engine with version, for example "PyTorch 2.7.1"
 * @param device what it ran on, for example "cpu"
 * @param deviceReason why that device, as a sentence
 * @param modelHash SHA-256 of the model's manifest, hexadecimal, or "none"
 * @param seed the seed of the run
 * @param options every option of the run, in order, as text
 */
public record Provenance(
        String tool,
        String engine,
        String device,
        String deviceReason,
        String modelHash,
        long seed,
        Map<String, String> options) {

    public Provenance {
        options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** Of a result that took no model, on pictures alone. */
    public static Provenance withoutModel(long seed, Map<String, String> options) {
        return new Provenance(
                Version.TOOL, "none", "cpu", "pictures need no model", "none", seed, options);
    }

    /** All entries in order, one {@code key: value} a line, for an image's Info. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        entries().forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
        return text.toString();
    }

    /** All entries in order; options are prefixed {@code option.}. */
    public Map<String, String> entries() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("tool", tool);
        all.put("engine", engine);
        all.put("device", device);
        all.put("device reason", deviceReason);
        all.put("model", modelHash);
        all.put("seed", Long.toString(seed));
        options.forEach((key, value) -> all.put("option." + key, value));
        return all;
    }
}
