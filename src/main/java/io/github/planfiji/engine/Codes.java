package io.github.planfiji.engine;

import ai.djl.ndarray.NDArray;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.run.UserException;
import java.util.ArrayList;
import java.util.List;

/**
 * The latents of the training images with class and patient numbers: private, never released. Names
 * and ids of patients are not in it; numbers stand for them.
 *
 * @param latents [N][D], in W
 * @param classes 0-based, N
 * @param patients 0-based, N
 */
public record Codes(float[][] latents, int[] classes, int[] patients) {

    /** The kind of this part of a bundle. */
    public static final String KIND = "codes";

    public int size() {
        return latents.length;
    }

    /** The sizes, as the manifest states them. */
    public record CodesShape(int images, int dimension) {}

    public CodesShape shape() {
        return new CodesShape(size(), latents[0].length);
    }

    /** As named arrays for a file; the caller closes them. */
    public Weights toWeights(Torch torch) {
        Weights weights = new Weights();
        weights.put("latents", torch.latents(latents, 0, size()));
        weights.put("classes", torch.array(floats(classes), size()));
        weights.put("patients", torch.array(floats(patients), size()));
        return weights;
    }

    /**
     * @throws UserException if the arrays do not fit each other or the number of classes
     */
    static Codes of(Weights weights, int classCount) {
        NDArray latents = weights.get("latents");
        require(latents.getShape().dimension() == 2 && latents.getShape().size() > 0);
        int n = (int) latents.getShape().get(0);
        int d = (int) latents.getShape().get(1);
        float[] flat = latents.toFloatArray();
        float[][] rows = new float[n][];
        for (int i = 0; i < n; i++)
            rows[i] = java.util.Arrays.copyOfRange(flat, i * d, (i + 1) * d);
        int[] classes = ints(weights.get("classes"), n);
        for (int c : classes) require(c >= 0 && c < classCount);
        return new Codes(rows, classes, ints(weights.get("patients"), n));
    }

    /** What grouping needs to know of each image: numbers instead of names. */
    public List<Sample> samples(List<String> classNames) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < size(); i++)
            samples.add(
                    new Sample(
                            Integer.toString(i),
                            classNames.get(classes[i]),
                            Integer.toString(patients[i])));
        return samples;
    }

    private static float[] floats(int[] values) {
        float[] all = new float[values.length];
        for (int i = 0; i < all.length; i++) all[i] = values[i];
        return all;
    }

    private static int[] ints(NDArray array, int expected) {
        float[] values = array.toFloatArray();
        require(values.length == expected);
        int[] all = new int[expected];
        for (int i = 0; i < expected; i++) all[i] = (int) values[i];
        return all;
    }

    private static void require(boolean rule) {
        UserException.require(rule, "The model's codes are inconsistent: train the codes again.");
    }
}
