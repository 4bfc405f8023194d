package io.github.planfiji.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.planfiji.ij.WalkFigure;
import io.github.planfiji.ij.WalkFiles;
import io.github.planfiji.run.Seed;
import io.github.planfiji.testing.TinyModel;
import io.github.planfiji.testing.Walks;
import io.github.planfiji.walk.WalkResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed while they synthesise a data set or save a result. {@code
 * -Dplan.trust.kills=N} kills more often than the suite has time for.
 */
class KilledTrustTest {

    private static final int KILLS = Integer.getInteger("plan.trust.kills", 2);

    @TempDir static Path shared;
    private static Path model;

    @TempDir Path folder;
    private final SplittableRandom random = new Seed(KILLS).stream("killed");

    @BeforeAll
    static void write() throws IOException {
        model = TinyModel.write(Files.createDirectory(shared.resolve("model")));
    }

    @Test
    void aReleaseThatIsKilledGoesOnToTheSameBytes() throws Exception {
        Path calm = folder.resolve("calm");
        long start = System.nanoTime();
        Child.release(model, calm);
        long took = Math.max(200, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        Map<String, String> wanted = Digest.tree(calm);
        assertThat(wanted).hasSizeGreaterThan(10).containsKey("labels.csv");

        Path out = folder.resolve("disturbed");
        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            long after = random.nextLong(20, took);
            if (child().kill(process -> sleep(process, after), "release", out, model)) killed++;
            assertWholeOrAbsent(out, wanted);
        }
        // the moments at which files come to be are short: aim at them
        for (Path aim : List.of(beside(out).resolve("state/released"), out)) {
            if (child().kill(process -> sleepUntil(process, aim), "release", out, model)) killed++;
            assertWholeOrAbsent(out, wanted);
        }
        assertThat(killed).as("kills that were in time").isPositive();
        assertThat(child().run("release", out.toString(), model.toString()).exit()).isZero();
        assertThat(Digest.tree(out)).isEqualTo(wanted);
        assertThat(Digest.tree(beside(out))).isEqualTo(Digest.tree(beside(calm)));
    }

    private static void assertWholeOrAbsent(Path out, Map<String, String> wanted)
            throws IOException {
        if (Files.exists(out)) assertThat(Digest.tree(out)).isEqualTo(wanted);
    }

    private static Path beside(Path out) {
        return out.resolveSibling(out.getFileName() + "-private");
    }

    /**
     * It saves the same results again and again, each time into new folders, until it is killed.
     */
    @Test
    void aKillWhileResultsAreSavedLeavesNoHalfFile() throws Exception {
        for (int i = 0; i < Math.max(1, KILLS / 2); i++) {
            Path out = folder.resolve("saved" + i);
            long more = random.nextLong(5, 200);
            boolean killed =
                    child().kill(
                                    process -> {
                                        sleepUntil(process, out.resolve("walk1"));
                                        sleep(process, more);
                                    },
                                    "saves",
                                    out,
                                    model);
            assertThat(killed).isTrue();
            Map<String, String> walk = Digest.tree(out.resolve("walk0"));
            Map<String, String> groups = Digest.tree(out.resolve("groups0"));
            assertThat(walk).hasSize(5);
            assertThat(groups).containsKey("released/certificate.json");
            try (Stream<Path> results = Files.list(out)) {
                for (Path result : results.toList()) {
                    boolean isWalk = result.getFileName().toString().startsWith("walk");
                    assertPartOf(isWalk ? walk : groups, result);
                }
            }
        }
    }

    /** Every file but hidden ones is one of those wanted; what may be released comes at once. */
    private static void assertPartOf(Map<String, String> wanted, Path result) throws IOException {
        Map<String, String> found = Digest.tree(result);
        found.keySet().removeIf(name -> name.endsWith(".part"));
        found.keySet().removeIf(name -> name.startsWith("private/released/"));
        assertThat(wanted).as(result.toString()).containsAllEntriesOf(found);
        if (Files.exists(result.resolve("released"))) assertThat(found).isEqualTo(wanted);
    }

    @Test
    void whatAKilledWalkLeftIsRemovedByTheNextOne() throws IOException {
        WalkResult walk = Walks.of("plan", 3, 3);
        Files.createFile(folder.resolve(".walk-plan.tif." + Long.MAX_VALUE / 10 + "-1.part"));
        WalkFiles.save(walk, walk, WalkFigure.of(List.of(walk, walk), 3), folder, false);
        assertThat(Digest.tree(folder).keySet())
                .containsExactly("walk-linear.tif", "walk-plan.tif", "walk.csv", "walk.png");
    }

    private ChildJvm child() throws IOException {
        Path output = folder.resolve("child.txt");
        Files.deleteIfExists(output);
        return ChildJvm.printingTo(output).with("-Xmx512m");
    }

    private static void sleep(Process process, long milliseconds) throws InterruptedException {
        process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    private static void sleepUntil(Process process, Path exists) throws InterruptedException {
        while (process.isAlive() && !Files.exists(exists)) Thread.sleep(1);
    }
}
