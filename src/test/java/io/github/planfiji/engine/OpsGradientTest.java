package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.github.planfiji.run.Seed;
import io.github.planfiji.testing.FiniteDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of every operation that may be differentiated. */
class OpsGradientTest {

    private static Torch torch;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    /** An operation of several arrays, each of a given shape. */
    private record Operation(String name, Forward forward, List<Shape> shapes) {
        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    private interface Forward {
        NDArray apply(Ops ops, List<NDArray> x);
    }

    private static Operation op(String name, Forward forward, long[]... shapes) {
        return new Operation(name, forward, Stream.of(shapes).map(Shape::new).toList());
    }

    private static long[] s(long... extents) {
        return extents;
    }

    static Stream<Operation> operations() {
        long[] image = s(2, 3, 4, 4);
        return Stream.of(
                op("scale", (o, x) -> o.scale(x.get(0), -1.7), s(5)),
                op("imageMean", (o, x) -> o.imageMean(x.get(0)), image),
                op("upsample", (o, x) -> o.upsample(x.get(0)), s(1, 2, 3, 3)),
                op("blurDown", (o, x) -> o.blurDown(x.get(0)), image),
                op(
                        "styledConv",
                        (o, x) ->
                                o.styledConv(x.get(0), x.get(1), x.get(2), x.get(3), far(x.get(4))),
                        s(2, 2, 3, 3),
                        s(3, 2, 3, 3),
                        s(2, 2),
                        s(3, 3),
                        s(3)),
                op(
                        "styledConvUp",
                        (o, x) ->
                                o.styledConvUp(
                                        x.get(0), x.get(1), x.get(2), x.get(3), far(x.get(4))),
                        s(2, 2, 2, 2),
                        s(3, 2, 3, 3),
                        s(2, 2),
                        s(4, 4),
                        s(3)),
                op(
                        "toRgb",
                        (o, x) -> o.toRgb(x.get(0), x.get(1), x.get(2), x.get(3)),
                        s(2, 2, 3, 3),
                        s(3, 2, 1, 1),
                        s(2, 2),
                        s(3)),
                op("conv", (o, x) -> o.conv(x.get(0), x.get(1)), image, s(2, 3, 3, 3)),
                op("convHalf", (o, x) -> o.convHalf(x.get(0), x.get(1)), image, s(2, 3, 3, 3)),
                op(
                        "convBias",
                        (o, x) -> o.convBias(x.get(0), x.get(1), x.get(2)),
                        image,
                        s(2, 3, 1, 1),
                        s(2)),
                op(
                        "convBiasHalf",
                        (o, x) -> o.convBiasHalf(x.get(0), x.get(1), x.get(2)),
                        image,
                        s(2, 3, 3, 3),
                        s(2)),
                op(
                        "convBlurHalf",
                        (o, x) -> o.convBlurHalf(x.get(0), x.get(1)),
                        image,
                        s(2, 3, 3, 3)),
                op("activate", (o, x) -> o.activate(x.get(0), x.get(1)), image, s(3)),
                op("leaky", (o, x) -> o.leaky(x.get(0)), s(3, 4)),
                op("normalizeSecondMoment", (o, x) -> o.normalizeSecondMoment(x.get(0)), s(3, 4)),
                op("minibatchStd", (o, x) -> o.minibatchStd(x.get(0)), s(4, 2, 2, 2)),
                op(
                        "batchNorm in training",
                        (o, x) -> o.batchNorm(x.get(0), x.get(1), x.get(2), fill(0), fill(1), true),
                        image,
                        s(3),
                        s(3)),
                op(
                        "batchNorm in use",
                        (o, x) ->
                                o.batchNorm(
                                        x.get(0), x.get(1), x.get(2), fill(0.5f), fill(2), false),
                        image,
                        s(3),
                        s(3)),
                op("maxPoolHalf", (o, x) -> o.maxPoolHalf(x.get(0)), image),
                op(
                        "shift",
                        (o, x) -> o.shift(x.get(0), new long[] {1, -2}, new long[] {0, 2}, 2),
                        image),
                op("softplusMean", (o, x) -> o.softplusMean(x.get(0)), s(3, 2)));
    }

    /** Keeps activations away from the kink of leaky ReLU, where differences say nothing. */
    private static NDArray far(NDArray bias) {
        return bias.add(torch.array(new float[] {8, -8, 8}, 3));
    }

    private static NDArray fill(float value) {
        return torch.array(new float[] {value, value, value}, 3);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void gradientsEqualFiniteDifferences(Operation operation) {
        List<float[]> at = arguments(operation);
        List<float[]> gradients = gradients(operation, at, () -> {});
        for (int i = 0; i < at.size(); i++) {
            int argument = i;
            double[] expected =
                    FiniteDifferences.gradient(
                            values -> {
                                List<float[]> moved = new ArrayList<>(at);
                                moved.set(argument, values);
                                return objective(operation, moved);
                            },
                            at.get(i),
                            2e-3);
            for (int j = 0; j < expected.length; j++)
                assertThat((double) gradients.get(i)[j])
                        .as("argument %d, component %d", i, j)
                        .isCloseTo(expected[j], within(5e-3 * Math.max(1, Math.abs(expected[j]))));
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void gradientsSurviveGarbageCollection(Operation operation) {
        List<float[]> at = arguments(operation);
        List<float[]> undisturbed = gradients(operation, at, () -> {});
        List<float[]> disturbed = gradients(operation, at, OpsGradientTest::collectGarbage);
        for (int i = 0; i < at.size(); i++)
            assertThat(disturbed.get(i)).isEqualTo(undisturbed.get(i));
    }

    /** Frees what is not held and overwrites the freed memory. */
    private static void collectGarbage() {
        System.gc();
        for (int i = 0; i < 200; i++)
            try (NDArray junk = torch.manager().full(new Shape(16 + i), Float.NaN)) {
                assertThat(junk.getShape().size()).isPositive();
            }
    }

    /** The sum over the result's values, each weighed by a number of its own. */
    private static double objective(Operation operation, List<float[]> at) {
        try (NDScope scope = new NDScope()) {
            float[] result =
                    torch.ops()
                            .withoutGradients(
                                    () ->
                                            operation.forward.apply(
                                                    torch.ops(), arrays(operation, at)))
                            .toFloatArray();
            float[] weights = weights(result.length);
            double sum = 0;
            for (int i = 0; i < result.length; i++) sum += (double) result[i] * weights[i];
            return sum;
        }
    }

    private static List<float[]> gradients(
            Operation operation, List<float[]> at, Runnable disturbance) {
        try (NDScope scope = new NDScope()) {
            List<NDArray> x = arrays(operation, at);
            x.forEach(array -> array.setRequiresGradient(true));
            NDArray y = operation.forward.apply(torch.ops(), x);
            float[] weights = weights((int) y.getShape().size());
            NDArray loss = y.mul(torch.array(weights, y.getShape().getShape())).sum();
            disturbance.run();
            return torch.ops().gradients(loss, x).stream().map(NDArray::toFloatArray).toList();
        }
    }

    private static List<float[]> arguments(Operation operation) {
        SplittableRandom random = new Seed(5).stream(operation.name);
        return operation.shapes.stream()
                .map(shape -> FiniteDifferences.normal(random, (int) shape.size()))
                .toList();
    }

    private static List<NDArray> arrays(Operation operation, List<float[]> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> torch.array(values.get(i), operation.shapes.get(i).getShape()))
                .toList();
    }

    private static float[] weights(int count) {
        return FiniteDifferences.normal(new Seed(6).stream("weights"), count);
    }

    @Test
    void secondGradientsEqualFiniteDifferences() {
        float[] at = FiniteDifferences.normal(new Seed(7).stream("weights"), 18);
        Penalty found = penalty(at, OpsGradientTest::collectGarbage);
        double[] expected =
                FiniteDifferences.gradient(values -> penalty(values, () -> {}).value, at, 1e-2);
        for (int i = 0; i < at.length; i++)
            assertThat((double) found.gradient[i]).isCloseTo(expected[i], within(1e-3));
    }

    private record Penalty(double value, float[] gradient) {}

    /** The squared norm of a smooth function's gradient, and its own gradient. */
    private static Penalty penalty(float[] weights, Runnable disturbance) {
        Ops ops = torch.ops();
        try (NDScope scope = new NDScope()) {
            NDArray x = torch.normal(new Seed(8).stream("x"), 4, 1, 4, 4);
            NDArray w = torch.array(weights, 2, 1, 3, 3);
            x.setRequiresGradient(true);
            w.setRequiresGradient(true);
            NDArray y = ops.minibatchStd(ops.convBlurHalf(x, w));
            NDArray sum = ops.scale(ops.softplusMean(y), 10);
            NDArray gradient = ops.differentiableGradients(sum, List.of(x)).get(0);
            disturbance.run();
            NDArray penalty = gradient.square().sum();
            float[] second = ops.gradients(penalty, List.of(w)).get(0).toFloatArray();
            return new Penalty(penalty.getFloat(), second);
        }
    }

    @Test
    void aGradientWithoutInfluenceIsZero() {
        try (NDScope scope = new NDScope()) {
            NDArray used = torch.array(new float[] {1, 2}, 2);
            NDArray unused = torch.array(new float[] {3}, 1);
            used.setRequiresGradient(true);
            unused.setRequiresGradient(true);
            List<NDArray> gradients =
                    torch.ops().gradients(used.mul(used).sum(), List.of(used, unused));
            assertThat(gradients.get(0).toFloatArray()).containsExactly(2, 4);
            assertThat(gradients.get(1).toFloatArray()).containsExactly(0);
        }
    }

    @Test
    void gradientsInScopesLeaveNothingBehind() {
        int before = torch.manager().getManagedArrays().size();
        for (int i = 0; i < 200; i++) evaluateOnce();
        assertThat(torch.manager().getManagedArrays()).hasSize(before);
    }

    private static void evaluateOnce() {
        Operation operation =
                operations().filter(o -> o.name.equals("styledConvUp")).findAny().get();
        gradients(operation, arguments(operation), () -> {});
    }
}
