package io.github.planfiji.ksalsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.engine.Codes;
import io.github.planfiji.engine.FeatureScripts;
import io.github.planfiji.engine.FrozenResNet;
import io.github.planfiji.engine.Model;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.TorchScriptFeatures;
import io.github.planfiji.engine.Traced;
import io.github.planfiji.engine.Trust;
import io.github.planfiji.ksame.KSame;
import io.github.planfiji.ksame.KSameMethod;
import io.github.planfiji.ksame.KSameOptions;
import io.github.planfiji.ksame.KSamePoint;
import io.github.planfiji.ksame.KSameResult;
import io.github.planfiji.ksame.KSameSources;
import io.github.planfiji.ksame.MemberGroup;
import io.github.planfiji.ksame.PatientCode;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.testing.FiniteDifferences;
import io.github.planfiji.testing.TinyModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KSalsaTest {

    /** One patch an image: without matches, the loss of untrained networks does not jump. */
    private static final KSalsaOptions OPTIONS = new KSalsaOptions(12, 0.02, 100, 10, 1, 2);

    @TempDir static Path folder;
    private static Torch torch;
    private static Model model;
    private static KSameSources sources;
    private static KSameResult centroids;

    @BeforeAll
    static void open() throws IOException {
        torch = Torch.open("cpu");
        model = Model.open(torch, TinyModel.write(torch, folder));
        Codes codes = model.codes().orElseThrow();
        sources = new KSameSources(codes.latents(), codes.samples(TinyModel.CLASSES), "tiny model");
        centroids = KSame.run(KSameOptions.of(3), sources, Progress.SILENT);
    }

    @AfterAll
    static void close() {
        model.close();
        torch.close();
    }

    @Test
    void groupsStayAndThePointsLossFalls() throws IOException {
        KSameResult result = run(OPTIONS);
        assertThat(result.membership()).isEqualTo(centroids.membership());
        assertThat(result.certificate().derivation())
                .isEqualTo(KSameMethod.Derivation.OPTIMIZATION);
        assertThat(result.certificate().method()).startsWith("k-SALSA, 12 steps");
        double before = 0;
        double after = 0;
        for (int g = 0; g < result.points().size(); g++) {
            double own = loss(g, centroids.points().get(g).code());
            double optimised = loss(g, result.points().get(g).code());
            assertThat(optimised).isLessThanOrEqualTo(own * 1.0001);
            before += own;
            after += optimised;
        }
        assertThat(after).isLessThan(0.98 * before);
    }

    @Test
    void theGradientIsThatOfTheLoss() throws IOException {
        float[] code = centroids.points().get(1).code();
        float[] gradient;
        try (NDScope scope = new NDScope()) {
            Traced rendering = model.generator().render(torch.latents(new float[][] {code}, 0, 1));
            gradient = rendering.gradient(loss(1, rendering.result())).toFloatArray();
        }
        double[] expected =
                FiniteDifferences.gradient(
                        at -> {
                            try {
                                return loss(1, at);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        code,
                        3e-3);
        double length = Math.sqrt(Arrays.stream(expected).map(v -> v * v).sum());
        for (int d = 0; d < gradient.length; d++)
            assertThat((double) gradient[d]).isCloseTo(expected[d], within(0.05 * length));
    }

    @Test
    void theSamePointsWhateverTheBatchAndTheOrderOfImages() throws IOException {
        List<KSamePoint> points = run(OPTIONS).points();
        List<KSamePoint> again = run(OPTIONS).points();
        List<KSamePoint> alone = run(OPTIONS.withBatch(1)).points();
        List<Integer> order = new ArrayList<>(IntStream.range(0, sources.size()).boxed().toList());
        Collections.reverse(order);
        List<Sample> samples = order.stream().map(i -> sources.samples().get(i)).toList();
        float[][] codes = order.stream().map(i -> sources.codes()[i]).toArray(float[][]::new);
        KSameSources reversed = new KSameSources(codes, samples, "tiny model");
        List<KSamePoint> renamed =
                KSame.run(options(method(OPTIONS)), reversed, Progress.SILENT).points();
        for (int g = 0; g < points.size(); g++) {
            assertThat(again.get(g).code()).isEqualTo(points.get(g).code());
            assertThat(renamed.get(g).code()).isEqualTo(points.get(g).code());
            assertThat(alone.get(g).code()).containsExactly(points.get(g).code(), within(1e-2f));
        }
    }

    @Test
    void aUsersFeaturesAreUsed() throws IOException {
        float[] own = run(OPTIONS).points().get(0).code();
        Path vector = FeatureScripts.vector(folder.resolve("vector.pt"));
        Path map = FeatureScripts.map(folder.resolve("map.pt"));
        float[] byVector = run(vector).points().get(0).code();
        float[] byMap = run(map).points().get(0).code();
        assertThat(byVector).isNotEqualTo(own).isNotEqualTo(byMap);
        assertThat(byMap).isNotEqualTo(own);
    }

    @Test
    void progressRunsToTheEndAndCancels() throws IOException {
        List<Long> done = new ArrayList<>();
        KSame.run(
                options(method(OPTIONS)),
                sources,
                (phase, units, total) -> {
                    if (!phase.equals("k-SALSA")) return;
                    assertThat(total).isEqualTo(4 * 12);
                    done.add(units);
                });
        assertThat(done).isSorted().startsWith(0L, 2L).endsWith(48L);
        Progress canceled =
                new Progress() {
                    @Override
                    public void report(String phase, long units, long total) {}

                    @Override
                    public boolean isCanceled() {
                        return true;
                    }
                };
        KSameMethod method = method(OPTIONS);
        assertThatThrownBy(() -> KSame.run(options(method), sources, canceled))
                .isInstanceOf(CanceledException.class);
    }

    @Test
    void theScheduleWarmsUpAndFalls() {
        KSalsaOptions hundred = KSalsaOptions.of(100);
        assertThat(hundred.rate(0)).isCloseTo(0.01, within(1e-9));
        assertThat(hundred.rate(5)).isEqualTo(0.1);
        assertThat(hundred.rate(74)).isEqualTo(0.1);
        assertThat(hundred.rate(87)).isCloseTo(0.05, within(1e-9));
        assertThat(hundred.rate(99)).isBetween(0.0, 0.001);
    }

    @Test
    void whatCannotBeIsRefused() throws IOException {
        KSameMethod method = method(OPTIONS);
        KSameSources pixels =
                new KSameSources(new float[6][5], sources.samples().subList(0, 6), "none");
        assertThatThrownBy(
                        () ->
                                KSame.run(
                                        options(method).withScope(KSameOptions.Scope.ALL_CLASSES),
                                        pixels,
                                        Progress.SILENT))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(
                        "k-SALSA works on latents of 16 components, these codes have 5");
        assertThatThrownBy(() -> KSalsaOptions.of(0))
                .isInstanceOf(UserException.class)
                .hasMessage("k-SALSA steps = 0 must be at least 1.");
        KSameMethod wild = method(OPTIONS.withWeights(1e300, 1e300));
        assertThatThrownBy(() -> KSame.run(options(wild), sources, Progress.SILENT))
                .isInstanceOf(UserException.class)
                .hasMessageMatching(
                        "k-SALSA's loss is (NaN|Infinity): use a learning rate below 0.02.");
    }

    private static KSameResult run(KSalsaOptions options) throws IOException {
        return KSame.run(options(method(options)), sources, Progress.SILENT);
    }

    private static KSameResult run(Path network) throws IOException {
        TorchScriptFeatures features = TorchScriptFeatures.open(torch, network, Trust.CODE);
        KSalsa method = new KSalsa(model, Optional.of(features), OPTIONS);
        return KSame.run(options(method), sources, Progress.SILENT);
    }

    private static KSameMethod method(KSalsaOptions options) throws IOException {
        return new KSalsa(model, Optional.empty(), options);
    }

    private static KSameOptions options(KSameMethod method) {
        return KSameOptions.of(3).withMethod(method);
    }

    /** Of one code for a group's members. */
    private static double loss(int group, float[] code) throws IOException {
        try (NDScope scope = new NDScope()) {
            NDArray w = torch.latents(new float[][] {code}, 0, 1);
            return loss(group, model.generator().synthesis(w)).getFloat();
        }
    }

    private static NDArray loss(int group, NDArray images) throws IOException {
        KSalsaFeatures features =
                new KSalsaFeatures((FrozenResNet) model.encoder(), Optional.empty());
        MemberTargets members =
                MemberTargets.of(
                        torch,
                        model.generator(),
                        features,
                        List.of(member(group)),
                        sources,
                        OPTIONS.grid(),
                        Progress.SILENT);
        return new KSalsaLoss(torch.ops(), OPTIONS).of(features.of(images), members);
    }

    private static MemberGroup member(int group) {
        List<PatientCode> patients =
                centroids.membership().entries().stream()
                        .filter(e -> e.group() == group + 1)
                        .map(e -> e.patient())
                        .distinct()
                        .map(
                                p ->
                                        new PatientCode(
                                                "",
                                                IntStream.range(0, sources.size())
                                                        .filter(
                                                                i ->
                                                                        sources.samples()
                                                                                .get(i)
                                                                                .patient()
                                                                                .equals(p))
                                                        .toArray(),
                                                new float[16]))
                        .toList();
        return new MemberGroup(group + 1, "", patients, centroids.points().get(group).code());
    }
}
