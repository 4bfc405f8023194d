package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.github.planfiji.run.Seed;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What scripts/export_bioimageio.py writes of the model in src/test/resources/stylegan2-ada: once
 * kept in src/test/resources/bioimageio (class ill, Debian's python3-torch 1.13), and written anew
 * where there is a Python with PyTorch; and of the sample model's classifier, there only.
 */
class BioimageIoExportTest {

    private static final float TOLERANCE = 1e-4f;

    private static final Path SAMPLE = Path.of("sample-data/model");

    @TempDir Path folder;

    @Test
    void aKeptExportGivesTheModelsImages() throws Exception {
        assertGivesTheModelsImages(resource("/bioimageio"));
    }

    @Test
    void aNewExportGivesTheModelsImagesAndNamesNoFolder() throws Exception {
        Optional<String> python = pythonWithTorch();
        assumeTrue(python.isPresent(), "a Python with PyTorch is needed");
        Path written = folder.resolve("written");
        assertThat(export(python.get(), written, "--condition", "ill")).isZero();
        assertGivesTheModelsImages(written);
        for (Path file : files(written))
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(System.getProperty("user.dir"), folder.toString());

        assertThat(export(python.get(), written, "--condition", "ill")).isNotZero();
        assertThat(output()).contains("There are files in ");
        assertThat(export(python.get(), folder.resolve("other"))).isNotZero();
        assertThat(output()).contains("give --condition, one of healthy, ill");
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void theSampleModelsClassifierAnswersAlike() throws Exception {
        Optional<String> python = pythonWithTorch();
        assumeTrue(python.isPresent(), "a Python with PyTorch is needed");
        Path written = folder.resolve("written");
        assertThat(export(python.get(), SAMPLE, written, "--network", "condition")).isZero();
        assertThat(names(written))
                .containsExactlyInAnyOrder(
                        "README.md",
                        "condition.pt",
                        "rdf.yaml",
                        "test_input.npy",
                        "test_output.npy");
        assertThat(written.resolve("README.md")).content().contains("accuracy 0.975");
        try (Torch torch = Torch.open("cpu");
                Model own = Model.open(torch, SAMPLE);
                Model model = Model.open(torch, written, Trust.CODE);
                NDScope scope = new NDScope()) {
            assertThat(model.manifest().classes()).isEqualTo(own.manifest().classes());
            NDArray noise = npy(torch, written.resolve("test_input.npy"));
            NDArray images = torch.images(new Synthesizer(own).images(latents(own)));
            for (NDArray input : List.of(noise, images))
                assertThat(model.condition().logits(input).toFloatArray())
                        .containsExactly(
                                own.condition().logits(input).toFloatArray(), within(TOLERANCE));
        }
        assertThat(export(python.get(), SAMPLE, folder.resolve("other"), "--network", "identity"))
                .isNotZero();
        assertThat(output()).contains("invalid choice: 'identity'");
    }

    private static float[][] latents(Model model) throws IOException {
        SplittableRandom random = new Seed(1).stream("test");
        Synthesizer synthesizer = new Synthesizer(model);
        return new float[][] {synthesizer.latent(random, 0, 1), synthesizer.latent(random, 2, 1)};
    }

    private static void assertGivesTheModelsImages(Path exported) throws Exception {
        assertThat(names(exported))
                .containsExactlyInAnyOrder(
                        "README.md",
                        "cover.png",
                        "generator.pt",
                        "rdf.yaml",
                        "test_input.npy",
                        "test_output.npy");
        try (Torch torch = Torch.open("cpu");
                Model own = Model.open(torch, resource("/stylegan2-ada"));
                Model model = Model.open(torch, exported, Trust.CODE);
                NDScope scope = new NDScope()) {
            NDArray z = npy(torch, exported.resolve("test_input.npy"));
            float[] images = model.generator().synthesis(z).toFloatArray();
            assertThat(z.getShape()).isEqualTo(new Shape(1, 6));
            assertThat(images).hasSize(3 * 32 * 32);
            assertThat(images)
                    .containsExactly(
                            npy(torch, exported.resolve("test_output.npy")).toFloatArray(),
                            within(TOLERANCE));
            Generator generator = own.generator();
            NDArray w = generator.mapping(z, torch.indices(new long[] {1}));
            assertThat(images)
                    .containsExactly(
                            generator.synthesis(w).clip(-1, 1).toFloatArray(), within(TOLERANCE));
        }
    }

    private static NDArray npy(Torch torch, Path file) throws IOException {
        return NDList.decode(torch.manager(), Files.readAllBytes(file)).singletonOrThrow();
    }

    private static Path resource(String name) throws Exception {
        return Path.of(BioimageIoExportTest.class.getResource(name).toURI());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        return files(folder).stream().map(file -> file.getFileName().toString()).toList();
    }

    private Optional<String> pythonWithTorch() throws Exception {
        for (String python : List.of("python3", "/usr/bin/python3"))
            if (run(List.of(python, "-c", "import torch, numpy")) == 0) return Optional.of(python);
        return Optional.empty();
    }

    private int export(String python, Path out, String... more) throws Exception {
        return export(python, resource("/stylegan2-ada"), out, more);
    }

    private int export(String python, Path model, Path out, String... more) throws Exception {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(python, "scripts/export_bioimageio.py", "--author", "A. \"B\" C"));
        command.addAll(List.of("--license", "CC-BY-4.0"));
        command.addAll(List.of(more));
        command.addAll(List.of(model.toString(), out.toString()));
        return run(command);
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** Runs a command in the project's folder; -1 where there is no such program. */
    private int run(List<String> command) throws InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(folder.resolve("log").toFile());
        // no compiled files beside the scripts
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return -1;
        }
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
