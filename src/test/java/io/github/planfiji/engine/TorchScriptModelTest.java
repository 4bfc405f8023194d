package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.run.UserException;
import io.github.planfiji.testing.FiniteDifferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that are TorchScript files behind the seams of a model. */
class TorchScriptModelTest {

    private static final ImageRange UNIT = ImageRange.of(0, 1);

    private static Torch torch;

    @TempDir Path folder;
    private Path source;
    private ModelBundle bundle;

    @BeforeAll
    static void open() {
        torch = Torch.open("cpu");
    }

    @AfterAll
    static void close() {
        torch.close();
    }

    @BeforeEach
    void create() throws IOException {
        source = folder.resolve("source.pt");
        bundle =
                ModelBundle.create(
                        folder.resolve("model"),
                        ModelManifest.of("test", ScriptNets.SIDE, 1, List.of("left", "right")));
    }

    @Test
    void aGeneratorOfZHasItsLatentsForW() throws IOException {
        putGenerator("z", 0, 0, ScriptNets.generator(source));
        try (Model model = open(Trust.CODE);
                NDScope scope = new NDScope()) {
            Generator generator = model.generator();
            assertThat(generator.wDim()).isEqualTo(3);
            assertThat(generator.classes()).isZero();
            NDArray z = torch.array(new float[] {1, 0, 0, 0, 0, 2}, 2, 3);
            NDArray w = generator.mapping(z, null);
            assertThat(w.toFloatArray()).containsExactly(1, 0, 0, 0, 0, 2);
            assertThat(generator.truncate(w, 0.5).toFloatArray())
                    .containsExactly(0.5f, 0, 0, 0, 0, 1);
            NDArray images = generator.synthesis(w);
            assertThat(images.getShape().getShape()).containsExactly(2, 1, 28, 28);
            float[] values = images.toFloatArray();
            // sigmoid in 0..1 is tanh of the half in -1..1
            assertThat(values[27]).isCloseTo((float) Math.tanh(0.5), within(1e-6f));
            assertThat(values[28 * 28]).isCloseTo((float) Math.tanh(1), within(1e-6f));
        }
    }

    @Test
    void aGeneratorOfWUsesItsMappingAndTheMeanOfW() throws IOException {
        putGenerator("w", 2, 2, ScriptNets.layeredGenerator(source));
        bundle.putTorchScript(Model.MAPPING, false, Map.of(), ScriptNets.mapping(source), Map.of());
        try (Model model = open(Trust.CODE);
                NDScope scope = new NDScope()) {
            Generator generator = model.generator();
            NDArray z = torch.array(new float[] {1, 2, 3, 1, 2, 3}, 2, 3);
            NDArray w = generator.mapping(z, torch.indices(new long[] {0, 1}));
            assertThat(w.toFloatArray()).containsExactly(3, 5, 7, 7, 9, 11);
            // classes take turns: the mean of 2 z + 1 and 2 z + 5
            for (float mean : generator.wMean().toFloatArray())
                assertThat(mean).isCloseTo(3, within(0.15f));
            float[] first = generator.synthesis(w).toFloatArray();
            assertThat(first[27]).isCloseTo((float) Math.tanh(1.5), within(1e-6f));
        }
    }

    @Test
    void gradientsReachTheLatentThroughTwoNetworks() throws IOException {
        putGenerator("z", 0, 0, ScriptNets.generator(source));
        bundle.putTorchScript(
                Model.CONDITION, false, net(2, "logits"), ScriptNets.halves(source), Map.of());
        try (Model model = open(Trust.CODE)) {
            float[] at = {0.3f, -0.2f, 0.5f};
            float[] gradient;
            try (NDScope scope = new NDScope()) {
                NDArray w = torch.array(at, 1, 3);
                w.setRequiresGradient(true);
                gradient = torch.ops().gradients(loss(model, w), List.of(w)).get(0).toFloatArray();
            }
            double[] expected =
                    FiniteDifferences.gradient(
                            x -> {
                                try (NDScope scope = new NDScope()) {
                                    return loss(model, torch.array(x, 1, 3)).getFloat();
                                }
                            },
                            at,
                            0.02);
            assertThat(Math.abs(expected[0])).isGreaterThan(0.1);
            for (int i = 0; i < 3; i++)
                assertThat((double) gradient[i]).isCloseTo(expected[i], within(2e-3));
        }
    }

    /** Minus the log-probability of "right". */
    private static NDArray loss(Model model, NDArray w) {
        try {
            NDArray logits = model.condition().logits(model.generator().synthesis(w));
            return logits.logSoftmax(1).get(":, 1").sum().neg();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void probabilitiesBecomeLogitsAndRangesAreKept() throws IOException {
        bundle.putTorchScript(
                Model.CONDITION,
                false,
                net(2, "probabilities"),
                ScriptNets.shares(source),
                Map.of());
        try (Model model = open(Trust.CODE);
                NDScope scope = new NDScope()) {
            // left 0.75, right 0.25 in the network's range 0..1
            float[] image = new float[28 * 28];
            for (int i = 0; i < image.length; i++) image[i] = i % 28 < 14 ? 0.5f : -0.5f;
            NDArray logits = model.condition().logits(torch.array(image, 1, 1, 28, 28));
            float[] posterior = logits.softmax(1).toFloatArray();
            assertThat(posterior[0]).isCloseTo(0.75f, within(1e-6f));
        }
    }

    @Test
    void anEncoderThatAnswersWithTheLatentIsStandardised() throws IOException {
        putGenerator("z", 0, 0, ScriptNets.generator(source));
        bundle.putTorchScript(
                Model.ENCODER,
                true,
                new TorchScriptNetShape(1, 3, "latent", UNIT),
                ScriptNets.bands(source, 3),
                Map.of());
        try (Model model = open(Trust.CODE);
                NDScope scope = new NDScope()) {
            NDArray white = torch.manager().ones(new ai.djl.ndarray.types.Shape(1, 1, 28, 28));
            float[] restored =
                    model.statistics().restore(model.encoder().logits(white)).toFloatArray();
            for (float value : restored) assertThat(value).isCloseTo(10, within(1e-4f));
            assertThatThrownBy(model::perceptual)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("add a feature network as part \"perceptual\"");
        }
    }

    @Test
    void codeIsOpenedOnlyIfAllowed() throws IOException {
        putGenerator("z", 0, 0, ScriptNets.generator(source));
        try (Model model = Model.open(torch, bundle.folder())) {
            assertRefused(
                    model,
                    "generator.pt is TorchScript: a program, which runs with your rights",
                    "allow it with trust=true");
        }
    }

    @Test
    void wrongSizesAreToldBeforeAnyWork() throws IOException {
        putGenerator("w", 0, 0, ScriptNets.generator(source));
        try (Model model = open(Trust.CODE)) {
            assertRefused(model, "The model has no mapping", "");
        }
        bundle.putTorchScript(
                Model.GENERATOR,
                false,
                new TorchScriptGeneratorShape("z", 2, 0, 0, 0, UNIT),
                ScriptNets.generator(source),
                Map.of());
        try (Model model = open(Trust.CODE)) {
            assertRefused(model, "generator.pt cannot be run on inputs of sizes [(2, 2)]", "");
        }
        bundle.putTorchScript(
                Model.GENERATOR,
                false,
                TorchScriptGeneratorShape.ofZ(3),
                ScriptNets.halves(source),
                Map.of());
        try (Model model = open(Trust.CODE)) {
            assertThatThrownBy(model::generator).isInstanceOf(UserException.class);
        }
    }

    @Test
    void otherFilesAreToldApart() throws IOException {
        putGenerator("z", 0, 0, Files.writeString(source, "nothing"));
        try (Model model = open(Trust.CODE)) {
            assertRefused(model, "generator.pt cannot be opened as TorchScript", "torch.jit.save");
        }
        putGenerator("z", 0, 0, Files.write(source, new byte[] {(byte) 0x80, 2, 'c'}));
        try (Model model = open(Trust.CODE)) {
            assertRefused(
                    model, "generator.pt is a Python pickle", "scripts/convert_stylegan2_ada.py");
        }
        Path network = Files.writeString(folder.resolve("network.pkl"), "");
        assertThatThrownBy(() -> ModelBundle.at(network))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("network.pkl is a Python pickle")
                .hasMessageContaining("never opened");
    }

    @Test
    void aConditionClassifierOfOtherClassesIsRefused() throws IOException {
        bundle.putTorchScript(
                Model.CONDITION, false, net(5, "logits"), ScriptNets.bands(source, 5), Map.of());
        try (Model model = open(Trust.CODE)) {
            assertThatThrownBy(model::condition)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("condition has 5 outputs, the model needs 2");
        }
    }

    @Test
    void aDistanceOfPairsIsAFile() throws IOException {
        Path file = ScriptNets.distance(source);
        Picture black = picture(-1);
        try (TorchScriptDistance distance =
                TorchScriptDistance.open(torch, file, 3, UNIT, 4, Trust.CODE)) {
            assertThat(distance.between(black, List.of(picture(-1), picture(1), picture(0.5f))))
                    .containsExactly(0, 1, 0.75f);
            assertThat(distance.name()).matches("source\\.pt \\(SHA-256 [0-9a-f]{12}\\)");
        }
        assertThatThrownBy(() -> TorchScriptDistance.open(torch, file, 3, UNIT, 4, Trust.NUMBERS))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("source.pt is TorchScript");
        Path other = ScriptNets.halves(source);
        assertThatThrownBy(() -> TorchScriptDistance.open(torch, other, 3, UNIT, 4, Trust.CODE))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("source.pt cannot be run on two batches");
        Path sum = ScriptNets.totalDistance(source);
        assertThatThrownBy(() -> TorchScriptDistance.open(torch, sum, 3, UNIT, 4, Trust.CODE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("one distance a pair is needed");
    }

    private static Picture picture(float value) {
        float[] chw = new float[16];
        Arrays.fill(chw, value);
        return new Picture(1, 4, 4, chw);
    }

    private static void assertRefused(Model model, String start, String rest) {
        assertThatThrownBy(model::generator)
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(start)
                .hasMessageContaining(rest);
    }

    private static TorchScriptNetShape net(int outputs, String answer) {
        return new TorchScriptNetShape(1, outputs, answer, UNIT);
    }

    private void putGenerator(String latent, int classes, int copies, Path file)
            throws IOException {
        Object shape = new TorchScriptGeneratorShape(latent, 3, 3, classes, copies, UNIT);
        bundle.putTorchScript(Model.GENERATOR, false, shape, file, Map.of());
    }

    private Model open(Trust trust) throws IOException {
        return Model.open(torch, bundle.folder(), trust);
    }
}
