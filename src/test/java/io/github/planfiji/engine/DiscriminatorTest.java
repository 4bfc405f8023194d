package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.github.planfiji.run.Seed;
import io.github.planfiji.testing.FiniteDifferences;
import io.github.planfiji.testing.TinyModel;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DiscriminatorTest {

    private static final StyleGan2Shape SHAPE = new StyleGan2Shape(32, 1, 4, 4, 0, 1, 32, 8);

    private static Torch torch;
    private static Weights weights;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
        weights = Discriminator.init(torch, SHAPE, new Seed(1).stream("discriminator"));
    }

    @AfterAll
    static void close() {
        weights.close();
        torch.close();
    }

    @Test
    void logitsAreOneAnImageWithAndWithoutClasses() {
        StyleGan2Shape conditional = TinyModel.shape(32, 3, 2);
        try (NDScope scope = new NDScope();
                Weights own = Discriminator.init(torch, conditional, new Seed(1).stream("d"))) {
            NDArray images = torch.normal(new Seed(2).stream("x"), 4, 3, 32, 32);
            Discriminator discriminator = new Discriminator(torch, conditional, own);
            NDArray zeros = discriminator.apply(images, torch.indices(new long[4]));
            NDArray ones = discriminator.apply(images, torch.indices(new long[] {1, 1, 1, 1}));
            assertThat(zeros.getShape()).isEqualTo(new Shape(4, 1));
            assertThat(ones.toFloatArray()).isNotEqualTo(zeros.toFloatArray());
            NDArray grey = torch.normal(new Seed(2).stream("x"), 4, 1, 32, 32);
            assertThat(new Discriminator(torch, SHAPE, weights).apply(grey, null).getShape())
                    .isEqualTo(new Shape(4, 1));
        }
    }

    /**
     * Without biases the network is homogeneous in the weights of each of these layers, so the
     * penalty is of degree two and Euler's theorem gives the gradient's product with the weights.
     * (Differences of single weights of early layers prove little: leaky ReLU makes the penalty
     * jump.)
     */
    @Test
    void penaltyGradientFollowsEulersTheorem() {
        for (String layer : List.of("b32.fromrgb", "b4.conv", "b4.fc", "b4.out")) {
            NDArray weight = weights.get(layer + ".weight");
            Penalty penalty = penalty(weight);
            float[] values = weight.toFloatArray();
            double product = 0;
            for (int i = 0; i < values.length; i++) product += values[i] * penalty.gradient[i];
            assertThat(product / (2 * penalty.value)).as(layer).isCloseTo(1, within(1e-3));
        }
    }

    /** The penalty is a parabola in the weights of the last layer. */
    @Test
    void penaltyGradientEqualsFiniteDifferences() {
        NDArray weight = weights.get("b4.out.weight");
        float[] before = weight.toFloatArray();
        Penalty penalty = penalty(weight);
        double[] expected =
                FiniteDifferences.gradient(
                        values -> {
                            set(weight, values);
                            return penalty(weight).value;
                        },
                        before,
                        0.1);
        set(weight, before);
        for (int i = 0; i < expected.length; i++)
            assertThat((double) penalty.gradient[i])
                    .as("component %d", i)
                    .isCloseTo(expected[i], within(1e-3 * penalty.value));
    }

    private static void set(NDArray array, float[] values) {
        try (NDArray source = torch.array(values, array.getShape().getShape())) {
            torch.ops().copy(List.of(array), List.of(source));
        }
    }

    private record Penalty(double value, float[] gradient) {}

    /** The mean squared norm of D's gradient at some images, and its gradient. */
    private static Penalty penalty(NDArray weight) {
        try (NDScope scope = new NDScope()) {
            weight.setRequiresGradient(true);
            NDArray images = torch.normal(new Seed(2).stream("images"), 4, 1, 32, 32);
            images.setRequiresGradient(true);
            NDArray logits = new Discriminator(torch, SHAPE, weights).apply(images, null);
            NDArray gradient =
                    torch.ops().differentiableGradients(logits.sum(), List.of(images)).get(0);
            NDArray penalty = gradient.square().sum(new int[] {1, 2, 3}).mean();
            float[] second = torch.ops().gradients(penalty, List.of(weight)).get(0).toFloatArray();
            return new Penalty(penalty.getFloat(), second);
        } finally {
            weight.setRequiresGradient(false);
        }
    }
}
