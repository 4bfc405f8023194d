package io.github.planfiji.command;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.planfiji.dataset.phantom.PhantomOptions;
import io.github.planfiji.dataset.phantom.PhantomSet;
import io.github.planfiji.engine.ScriptNets;
import io.github.planfiji.run.Progress;
import io.github.planfiji.testing.MacroRunner;
import io.github.planfiji.testing.MacroRunner.MacroError;
import io.github.planfiji.testing.TinyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit as macros call it, in a real headless ImageJ, on a tiny model. */
class AuditMacroTest {

    @TempDir static Path folder;

    private static MacroRunner imagej;
    private static Path model;
    private static Path real;
    private static Path released;

    @BeforeAll
    static void start() throws Exception {
        imagej = new MacroRunner(Files.createDirectory(folder.resolve("imagej")));
        model = TinyModel.write(Files.createDirectory(folder.resolve("tiny model")));
        real = phantoms("real", 18, 1);
        released = phantoms("released", 12, 2);
    }

    @Test
    void theReportIsWritten() throws Exception {
        Path out = folder.resolve("audited");
        Path walk =
                Files.writeString(
                        folder.resolve("walk.csv"),
                        "method,step,nearest_real_distance\nplan,1,0.5\nplan,2,0.25\nlinear,1,0.5\nlinear,2,0.125\n");
        imagej.run(
                "run('PLAN Audit Dataset...', '"
                        + options(released)
                        + " walks=["
                        + walk
                        + "] folder=["
                        + out
                        + "]');");
        assertThat(Files.readString(out.resolve("report/audit.csv")))
                .contains("\"PLAN, lowest point of all\"", "0.25", "pixels, averaged to 16 x 16");
        assertThat(Files.readString(out.resolve("report/audit.html")))
                .contains("24 released images were compared with 24 training images of 12 patients")
                .contains("they were set aside from the given ones")
                .contains("identity net trained apart")
                .doesNotContain("p001");
        assertThat(out.resolve("private/audit-PRIVATE.html")).exists();
    }

    @Test
    void aDistanceNetworkIsNamedInItsFiguresAndNeedsTrust() throws Exception {
        Path network = ScriptNets.distance(folder.resolve("a-distance.pt"));
        Path out = folder.resolve("audited by a distance");
        String call =
                "run('PLAN Audit Dataset...', '"
                        + options(released)
                        + " matcher=0 distance=["
                        + network
                        + "] folder=["
                        + out
                        + "]%s');";
        assertThatThrownBy(() -> imagej.run(call.formatted("")))
                .isInstanceOf(MacroError.class)
                .hasMessageContaining("a-distance.pt is TorchScript")
                .hasMessageContaining("trust=true");
        imagej.run(call.formatted(" trust=true"));
        assertThat(Files.readAllLines(out.resolve("report/audit.csv")))
                .filteredOn(line -> line.contains("mmL"))
                .singleElement(as(STRING))
                .contains("a-distance.pt (SHA-256 ");
        assertThat(Files.readString(out.resolve("report/audit.html")))
                .contains(
                        "held-out real ones (a-distance.pt (SHA-256 ",
                        "Re-identification by a network");
    }

    @Test
    void faultsStopTheMacroWithASentence() {
        assertThatThrownBy(
                        () ->
                                imagej.run(
                                        "run('PLAN Audit Dataset...', '"
                                                + options(released)
                                                + " heldout=["
                                                + real
                                                + "] folder=["
                                                + folder
                                                + "]');"))
                .isInstanceOf(MacroError.class)
                .hasMessageContaining("18 patients are among the training images");
    }

    private static String options(Path released) {
        return "model=[" + model + "] released=[" + released + "] images=[" + real + "]";
    }

    private static Path phantoms(String name, int patients, long seed) throws Exception {
        Path to = folder.resolve(name);
        PhantomSet.write(PhantomOptions.of(patients, 2, 32, seed), to, Progress.SILENT);
        return to;
    }
}
