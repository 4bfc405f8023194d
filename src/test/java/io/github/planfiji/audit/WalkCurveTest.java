package io.github.planfiji.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.ij.WalkCsv;
import io.github.planfiji.run.UserException;
import io.github.planfiji.testing.Walks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkCurveTest {

    @TempDir Path folder;

    @Test
    void readsWhatTheWalkWrote() throws Exception {
        Path file = folder.resolve("walk.csv");
        WalkCsv.save(List.of(Walks.of("linear", 1, 4), Walks.of("plan", 1, 3)), file, false);
        List<WalkCurve> curves = WalkCurve.read(file);
        assertThat(curves).extracting(WalkCurve::method).containsExactly("linear", "plan");
        assertThat(curves.get(0).distances()).containsExactly(0.5, 1.5, 2.5, 3.5);
        assertThat(curves.get(1).distances()).containsExactly(0.5, 1.5, 2.5);
    }

    @Test
    void readsEveryWalkBelowAFolder() throws Exception {
        for (String walk : List.of("a", "b")) {
            Path in = Files.createDirectories(folder.resolve("walks").resolve(walk));
            WalkCsv.save(List.of(Walks.of("plan", 1, 3)), in.resolve("walk.csv"), false);
        }
        assertThat(WalkCurve.read(folder.resolve("walks"))).hasSize(2);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> WalkCurve.read(empty)).hasMessageContaining("holds no walk.csv");
    }

    @Test
    void anotherTableIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("other.csv"), "method,step\nplan,1\n");
        assertThatThrownBy(() -> WalkCurve.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has no column nearest_real_distance");
    }

    @Test
    void unmeasuredWalksAreRefused() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("walk.csv"), "method,nearest_real_distance\nplan,NaN\n");
        assertThatThrownBy(() -> WalkCurve.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Row 1")
                .hasMessageContaining("measure the walk against real images");
    }
}
