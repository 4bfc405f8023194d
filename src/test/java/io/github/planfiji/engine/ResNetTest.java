package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.github.planfiji.run.Seed;
import io.github.planfiji.run.UserException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ResNetTest {

    private static final ResNetShape SMALL = new ResNetShape(3, 5, List.of(1, 1), 8, true);
    private static final ResNetShape LARGE = new ResNetShape(3, 5, List.of(2, 1), 8, false);

    private static Torch torch;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    @Test
    void namesAreThoseOfTorchvision() {
        ResNetShape resNet18 = new ResNetShape(3, 1000, List.of(2, 2, 2, 2), 64, false);
        try (Weights weights = ResNet.init(torch, resNet18, random())) {
            assertThat(weights.names())
                    .startsWith("conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean")
                    .contains("layer2.0.downsample.0.weight", "layer2.0.downsample.1.running_var")
                    .doesNotContain("layer1.0.downsample.0.weight", "layer2.1.downsample.0.weight")
                    .endsWith("layer4.1.bn2.running_var", "fc.weight", "fc.bias");
            // torchvision's resnet18 has 11 689 512 parameters and 9 600 running statistics.
            assertThat(weights.count()).isEqualTo(11_689_512 + 9_600);
            assertThat(weights.get("conv1.weight").getShape()).isEqualTo(new Shape(64, 3, 7, 7));
        }
    }

    @Test
    void shapesOfBothStems() {
        assertShapes(SMALL, 16);
        assertShapes(LARGE, 18);
    }

    private static void assertShapes(ResNetShape shape, int side) {
        try (Weights weights = ResNet.init(torch, shape, random());
                FrozenResNet frozen = FrozenResNet.of(torch, shape, weights);
                NDScope scope = new NDScope()) {
            NDArray images = torch.normal(random(), 4, 3, side, side);
            assertThat(new ResNet(torch, shape, weights).logits(images, false).getShape())
                    .isEqualTo(new Shape(4, 5));
            assertThat(frozen.logits(images).getShape()).isEqualTo(new Shape(4, 5));
            assertThat(frozen.features(images).getShape()).isEqualTo(new Shape(4, 16));
        }
    }

    @Test
    void foldedEqualsUnfolded() {
        for (ResNetShape shape : List.of(SMALL, LARGE))
            try (Weights weights = trained(shape);
                    FrozenResNet frozen = FrozenResNet.of(torch, shape, weights);
                    NDScope scope = new NDScope()) {
                NDArray images = torch.normal(random(), 4, 3, 16, 16);
                float[] unfolded =
                        new ResNet(torch, shape, weights).logits(images, false).toFloatArray();
                assertThat(frozen.logits(images).toFloatArray())
                        .containsExactly(unfolded, within(1e-4f));
            }
    }

    @Test
    void trainingUsesTheBatchAndMovesTheRunningStatistics() {
        try (Weights weights = ResNet.init(torch, SMALL, random());
                NDScope scope = new NDScope()) {
            NDArray images = torch.normal(random(), 8, 3, 16, 16).add(1);
            ResNet net = new ResNet(torch, SMALL, weights);
            float[] evaluated = net.logits(images, false).toFloatArray();
            assertThat(weights.get("bn1.running_mean").toFloatArray()).containsOnly(0);
            float[] trained = net.logits(images, true).toFloatArray();
            assertThat(trained).isNotEqualTo(evaluated);
            NDArray firstConv = torch.ops().conv(images, weights.get("conv1.weight"));
            float[] mean =
                    firstConv.swapAxes(0, 1).reshape(8, -1).mean(new int[] {1}).toFloatArray();
            float[] running = weights.get("bn1.running_mean").toFloatArray();
            for (int i = 0; i < mean.length; i++)
                assertThat(running[i]).isCloseTo(0.1f * mean[i], within(1e-5f));
        }
    }

    @Test
    void greyImagesAreRepeated() {
        try (Weights weights = trained(SMALL);
                FrozenResNet frozen = FrozenResNet.of(torch, SMALL, weights);
                NDScope scope = new NDScope()) {
            NDArray grey = torch.normal(random(), 2, 1, 16, 16);
            float[] repeated = frozen.logits(grey.concat(grey, 1).concat(grey, 1)).toFloatArray();
            assertThat(frozen.logits(grey).toFloatArray()).containsExactly(repeated, within(1e-6f));
            assertThatThrownBy(() -> frozen.logits(grey.concat(grey, 1)))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("takes images of 3 channel(s), these have 2");
        }
    }

    @Test
    void imageGradientIsThatOfFiniteDifferences() {
        try (Weights weights = trained(SMALL);
                FrozenResNet frozen = FrozenResNet.of(torch, SMALL, weights)) {
            float[] at = values(2 * 3 * 8 * 8);
            float[] gradient = gradient(frozen, at);
            double step = 2e-3;
            double error = 0;
            double size = 0;
            for (int i = 0; i < at.length; i += 7) {
                double slope =
                        (loss(frozen, moved(at, i, step)) - loss(frozen, moved(at, i, -step)))
                                / (2 * step);
                error += Math.pow(slope - gradient[i], 2);
                size += Math.pow(slope, 2);
            }
            // A kink of a ReLU between the two points costs a few parts in a thousand.
            assertThat(Math.sqrt(error / size)).isLessThan(0.02);
        }
    }

    /** Sides that halve evenly and not, grey images for a network of colour. */
    @Test
    void theWayBackByHandIsTheRecordedOne() {
        ResNetShape wide = new ResNetShape(3, 4, List.of(1, 1, 1), 128, true);
        for (ResNetShape shape : List.of(SMALL, LARGE, wide))
            for (int channels : new int[] {1, 3})
                for (int side : new int[] {32, 18})
                    try (Weights weights = trained(shape);
                            FrozenResNet frozen = FrozenResNet.of(torch, shape, weights)) {
                        float[][] recorded = logitsAndGradient(frozen, channels, side, false);
                        // what was kept for later reads still lives at the second
                        for (int read = 0; read < 2; read++) {
                            float[][] byHand = logitsAndGradient(frozen, channels, side, true);
                            assertThat(difference(byHand[0], recorded[0])).isLessThan(1e-5);
                            // where rounding carries a value over the kink of a ReLU
                            assertThat(difference(byHand[1], recorded[1]))
                                    .isLessThan(shape == wide ? 0.02 : 1e-5);
                        }
                    }
    }

    /** Root of the squared differences' sum over that of the values'. */
    private static double difference(float[] found, float[] expected) {
        double error = 0;
        double size = 0;
        for (int i = 0; i < expected.length; i++) {
            error += Math.pow(found[i] - expected[i], 2);
            size += Math.pow(expected[i], 2);
        }
        return Math.sqrt(error / size);
    }

    private static float[][] logitsAndGradient(
            FrozenResNet net, int channels, int side, boolean byHand) {
        try (NDScope scope = new NDScope()) {
            NDArray images = torch.normal(random(), 2, channels, side, side);
            Traced seen =
                    byHand
                            ? net.read(torch, images)
                            : Traced.recorded(torch.ops(), images, net::logits);
            NDArray logits = seen.result();
            float[] gradient = seen.gradient(logits.mul(logits).sum()).toFloatArray();
            return new float[][] {logits.toFloatArray(), gradient};
        }
    }

    @Test
    void gradientsStandGarbageCollection() {
        try (Weights weights = trained(SMALL);
                FrozenResNet frozen = FrozenResNet.of(torch, SMALL, weights)) {
            float[] at = values(2 * 3 * 8 * 8);
            float[] calm = gradient(frozen, at);
            for (int i = 0; i < 20; i++) assertThat(gradient(frozen, at, true)).isEqualTo(calm);
        }
    }

    @Test
    void noGradientReachesFrozenWeights() {
        try (Weights weights = trained(SMALL)) {
            weights.requireGradients(true);
            try (FrozenResNet frozen = FrozenResNet.of(torch, SMALL, weights);
                    NDScope scope = new NDScope()) {
                NDArray images = torch.normal(random(), 2, 3, 8, 8);
                NDArray loss = frozen.logits(images).sum();
                assertThatThrownBy(() -> torch.ops().gradients(loss, weights.trainable()))
                        .hasMessageContaining("does not require grad");
            }
        }
    }

    @Test
    void weightsOfAnotherNetworkAreRefused() {
        ResNetShape other = new ResNetShape(3, 6, List.of(1, 1), 8, true);
        try (Weights weights = ResNet.init(torch, SMALL, random())) {
            assertThatThrownBy(() -> FrozenResNet.of(torch, other, weights))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("fc.weight")
                    .hasMessageContaining("another network");
        }
    }

    /** Weights with running statistics and scales that are not those of the start. */
    private static Weights trained(ResNetShape shape) {
        Weights weights = ResNet.init(torch, shape, random());
        SplittableRandom random = new Seed(7).stream("statistics");
        for (String name : weights.names()) {
            if (weights.get(name).getShape().dimension() != 1) continue;
            float[] values = weights.get(name).toFloatArray();
            for (int i = 0; i < values.length; i++) values[i] += (float) random.nextDouble(0.5);
            weights.get(name).close();
            weights.put(name, torch.array(values, values.length));
        }
        return weights;
    }

    private static double loss(FrozenResNet net, float[] values) {
        try (NDScope scope = new NDScope()) {
            float[] logits = net.logits(torch.array(values, 2, 3, 8, 8)).toFloatArray();
            double loss = 0;
            for (float logit : logits) loss += logit * logit;
            return loss;
        }
    }

    private static float[] gradient(FrozenResNet net, float[] values) {
        return gradient(net, values, false);
    }

    private static float[] gradient(FrozenResNet net, float[] values, boolean collect) {
        try (NDScope scope = new NDScope()) {
            NDArray images = torch.array(values, 2, 3, 8, 8);
            images.setRequiresGradient(true);
            NDArray logits = net.logits(images);
            NDArray loss = logits.mul(logits).sum();
            if (collect) System.gc();
            return torch.ops().gradients(loss, List.of(images)).get(0).toFloatArray();
        }
    }

    private static float[] moved(float[] values, int index, double by) {
        float[] copy = values.clone();
        copy[index] += (float) by;
        return copy;
    }

    private static float[] values(int count) {
        SplittableRandom random = random();
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = (float) random.nextGaussian();
        return values;
    }

    private static SplittableRandom random() {
        return new Seed(3).stream("test");
    }
}
