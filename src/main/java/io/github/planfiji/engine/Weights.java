package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.planfiji.run.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named arrays in insertion order: a network's parameters and buffers, or a checkpoint. */
public final class Weights implements AutoCloseable {

    private final Map<String, NDArray> arrays = new LinkedHashMap<>();

    /** Adds or replaces an array; the caller keeps it open as long as these weights are used. */
    public void put(String name, NDArray array) {
        arrays.put(name, array);
    }

    /**
     * @throws UserException if there is none of that name: the file belongs to another network
     */
    public NDArray get(String name) {
        NDArray array = arrays.get(name);
        UserException.require(
                array != null,
                "The weights have no tensor \"%s\": the file belongs to another network or version.",
                name);
        return array;
    }

    /**
     * An array of a known shape.
     *
     * @throws UserException if it is missing or has another shape
     */
    NDArray get(String name, long... shape) {
        NDArray array = get(name);
        requireShape(name, array.getShape(), new Shape(shape));
        return array;
    }

    public boolean has(String name) {
        return arrays.containsKey(name);
    }

    public List<String> names() {
        return List.copyOf(arrays.keySet());
    }

    public List<NDArray> all() {
        return List.copyOf(arrays.values());
    }

    /** Those that are trained: floating point and not named as running statistics or constants. */
    public List<NDArray> trainable() {
        List<NDArray> list = new ArrayList<>();
        arrays.forEach(
                (name, array) -> {
                    if (isTrainable(name)) list.add(array);
                });
        return list;
    }

    private static boolean isTrainable(String name) {
        return !name.endsWith("running_mean")
                && !name.endsWith("running_var")
                && !name.endsWith("noise_const")
                && !name.endsWith("w_avg");
    }

    /** Turns gradients of the trainable arrays on, or frees all of them from the graph. */
    public void requireGradients(boolean on) {
        trainable().forEach(array -> array.setRequiresGradient(on));
    }

    /**
     * Copies the values of equally named arrays from elsewhere into these.
     *
     * @throws UserException if one is missing there or has another shape
     */
    public void copyFrom(Torch torch, Weights other) {
        arrays.forEach(
                (name, array) -> {
                    NDArray source = other.get(name);
                    requireShape(name, source.getShape(), array.getShape());
                    torch.ops().copy(List.of(array), List.of(source));
                });
    }

    /**
     * @param file for the message
     * @throws UserException if a value is infinite or no number
     */
    void requireFinite(Torch torch, String file) {
        arrays.forEach(
                (name, array) -> {
                    if (torch.ops().isFinite(array)) return;
                    for (float value : array.toFloatArray())
                        UserException.require(
                                Float.isFinite(value),
                                "The model's file %s holds the value %s in tensor \"%s\": its training failed; train that network again.",
                                file,
                                value,
                                name);
                });
    }

    static void requireShape(String name, Shape found, Shape needed) {
        UserException.require(
                found.equals(needed),
                "Tensor \"%s\" has shape %s, the network needs %s: the file belongs to another network.",
                name,
                found,
                needed);
    }

    /** Closes the arrays whose names start with a prefix, and forgets them. */
    void close(String prefix) {
        arrays.entrySet()
                .removeIf(
                        entry -> {
                            boolean meant = entry.getKey().startsWith(prefix);
                            if (meant) entry.getValue().close();
                            return meant;
                        });
    }

    /** Adds every array of another set under a prefix; both hold the same arrays then. */
    public void putAll(String prefix, Weights from) {
        from.arrays.forEach((name, array) -> put(prefix + name, array));
    }

    /** A view of the arrays whose names start with a prefix, named without it; do not close it. */
    public Weights withPrefix(String prefix) {
        Weights view = new Weights();
        arrays.forEach(
                (name, array) -> {
                    if (name.startsWith(prefix)) view.put(name.substring(prefix.length()), array);
                });
        return view;
    }

    /** A deep copy that belongs to the same engine. */
    public Weights duplicate() {
        Weights copy = new Weights();
        arrays.forEach((name, array) -> copy.put(name, array.duplicate()));
        return copy;
    }

    /** The number of values in all arrays. */
    public long count() {
        return arrays.values().stream()
                .mapToLong(
                        array ->
                                Arrays.stream(array.getShape().getShape())
                                        .reduce(1, (a, b) -> a * b))
                .sum();
    }

    @Override
    public void close() {
        arrays.values().forEach(NDArray::close);
    }
}
