package io.github.planfiji.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.audit.ReidentificationRow;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.phantom.PhantomOptions;
import io.github.planfiji.dataset.phantom.PhantomSet;
import io.github.planfiji.inversion.InversionOptions;
import io.github.planfiji.ksalsa.KSalsaOptions;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import io.github.planfiji.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReidentificationTest {

    private static final List<AnonymizationMethod> ALL = List.of(AnonymizationMethod.values());

    @TempDir static Path folder;

    @Test
    void everyMethodStaysUnderTheLine() throws IOException {
        ImageSet set = PhantomSet.generate(PhantomOptions.of(12, 3, 32, 1), Progress.SILENT);
        ReidentificationOptions options =
                ReidentificationOptions.of(ALL)
                        .withKs(List.of(4, 2))
                        .withEpochs(1)
                        .withMethods(MethodOptions.defaults().withKSalsa(KSalsaOptions.of(2)));
        List<ReidentificationRow> rows;
        try (Plan plan = Plan.open(TinyModel.write(folder), "cpu")) {
            rows =
                    Reidentification.curve(
                            plan, set, InversionOptions.of(1), options, "cpu", Progress.SILENT);
        }
        assertThat(rows).hasSize(2 * ALL.size() * 2);
        assertThat(rows.get(0).matcher()).isEqualTo("identity net trained apart");
        assertThat(rows.get(rows.size() - 1).matcher()).isEqualTo("pixels");
        assertThat(rows.get(0).method()).isEqualTo("centroid");
        assertThat(rows).extracting(ReidentificationRow::k).startsWith(2, 4, 2, 4);
        assertThat(rows)
                .allSatisfy(
                        row -> {
                            assertThat(row.patients()).isEqualTo(12);
                            assertThat(row.images()).isEqualTo(row.k() == 2 ? 6 : 3);
                            assertThat(row.rates().worst().value())
                                    .isLessThanOrEqualTo(row.bound());
                        });
    }

    @Test
    void withoutAModelPicturesAreAveraged() throws IOException {
        ImageSet set = PhantomSet.generate(PhantomOptions.of(12, 2, 32, 1), Progress.SILENT);
        ReidentificationOptions pixel =
                ReidentificationOptions.of(List.of(AnonymizationMethod.PIXEL))
                        .withEpochs(0)
                        .withKs(List.of(2));
        List<ReidentificationRow> rows = Reidentification.curve(set, pixel, "cpu", Progress.SILENT);
        assertThat(rows).hasSize(1);
        // a mean of two pictures is near to one of the two; by chance 1 of 6 would be found
        assertThat(rows.get(0).rates().memberFound().value()).isGreaterThan(0.5);
        assertThatThrownBy(
                        () ->
                                Reidentification.curve(
                                        set, pixel.withKs(List.of(2, 5)), "cpu", Progress.SILENT))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has 4 patients, fewer than k = 5");
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        ImageSet single = PhantomSet.generate(PhantomOptions.of(6, 1, 32, 1), Progress.SILENT);
        ReidentificationOptions options = ReidentificationOptions.of(ALL);
        assertThatThrownBy(() -> Reidentification.curve(single, options, "cpu", Progress.SILENT))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("None of the 6 patients has two images");
        assertThatThrownBy(() -> options.withKs(List.of(1)))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("k is 1");
        assertThatThrownBy(() -> AnonymizationMethod.of("mean"))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "There is no method \"mean\": use one of centroid, k-SALSA, interpolation, pixel, eigen.");
        assertThat(Arrays.stream(AnonymizationMethod.values()))
                .allMatch(m -> AnonymizationMethod.of(m.label().toUpperCase()) == m);
    }
}
