package io.github.planfiji.engine;

import ai.djl.ndarray.types.Shape;
import io.github.planfiji.run.UserException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names and shapes of all tensors of a generator, as its sizes ask for. */
final class StyleGan2Tensors {

    private final Map<String, Shape> shapes = new LinkedHashMap<>();

    private StyleGan2Tensors(StyleGan2Shape shape) {
        mapping(shape);
        for (int r = 4; r <= shape.resolution(); r *= 2) block(shape, r);
    }

    /**
     * @throws UserException if a tensor is missing, too many, or of another shape
     */
    static void check(StyleGan2Shape shape, Weights weights) {
        Map<String, Shape> wanted = new StyleGan2Tensors(shape).shapes;
        wanted.forEach((name, s) -> Weights.requireShape(name, weights.get(name).getShape(), s));
        for (String name : weights.names())
            UserException.require(
                    wanted.containsKey(name),
                    "The generator has a tensor \"%s\" too many: the file belongs to another network.",
                    name);
    }

    private void mapping(StyleGan2Shape shape) {
        long w = shape.wDim();
        if (shape.classes() > 0) dense("mapping.embed", shape.classes(), w);
        for (int i = 0; i < shape.mappingLayers(); i++) {
            long in = i > 0 ? w : shape.zDim() + (shape.classes() > 0 ? w : 0);
            dense("mapping.fc" + i, in, w);
        }
        put("mapping.w_avg", w);
    }

    private void block(StyleGan2Shape shape, int resolution) {
        String name = "synthesis.b" + resolution;
        long out = shape.features(resolution);
        if (resolution == 4) put(name + ".const", out, 4, 4);
        else layer(name + ".conv0", shape.features(resolution / 2), out, resolution, shape.wDim());
        layer(name + ".conv1", out, out, resolution, shape.wDim());
        put(name + ".torgb.weight", shape.channels(), out, 1, 1);
        put(name + ".torgb.bias", shape.channels());
        dense(name + ".torgb.affine", shape.wDim(), out);
    }

    private void layer(String name, long in, long out, long resolution, long wDim) {
        put(name + ".weight", out, in, 3, 3);
        put(name + ".bias", out);
        dense(name + ".affine", wDim, in);
        put(name + ".noise_const", resolution, resolution);
        put(name + ".noise_strength", 1);
    }

    private void dense(String name, long in, long out) {
        put(name + ".weight", out, in);
        put(name + ".bias", out);
    }

    private void put(String name, long... lengths) {
        shapes.put(name, new Shape(lengths));
    }
}
