package io.github.planfiji.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * The libraries are those that were looked at: Maven checks a download against the repository's
 * hash only, this against ours. A new or newer library needs its line of {@code sha256sum} in
 * {@code src/test/resources/dependencies.sha256}.
 */
class DependenciesTrustTest {

    private static final Path LOCK = Path.of("src/test/resources/dependencies.sha256");

    @Test
    void everyLibraryIsTheOneThatWasLookedAt() throws IOException {
        Map<String, String> wanted = new TreeMap<>();
        for (String line : Files.readAllLines(LOCK)) {
            String[] parts = line.split("  ");
            wanted.put(parts[1], parts[0]);
        }
        Map<String, String> found = new TreeMap<>();
        for (Path jar : jars()) found.put(jar.getFileName().toString(), Digest.sha256(jar));
        assertThat(found).hasSizeGreaterThan(20);
        assertThat(wanted).containsAllEntriesOf(found);
    }

    /** Native code comes without a licence file of its own. */
    @Test
    void everyNativeLibraryIsInTheNotice() throws IOException {
        String notice = Files.readString(Path.of("src/assembly/natives/NOTICE.txt"));
        List<Path> natives =
                jars().stream()
                        .filter(jar -> jar.getFileName().toString().startsWith("pytorch-native"))
                        .toList();
        assumeFalse(natives.isEmpty(), "another platform");
        List<String> libraries = new ArrayList<>();
        for (Path jar : natives)
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                zip.stream()
                        .map(entry -> entry.getName().replaceFirst(".*/", ""))
                        .filter(name -> name.contains(".so"))
                        .forEach(libraries::add);
            }
        assertThat(libraries).isNotEmpty().allMatch(name -> notice.contains("\n" + name + "\n"));
    }

    /** The engine's native code is locked for the platform that the project is developed on. */
    private static List<Path> jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .filter(
                        jar ->
                                !jar.getFileName().toString().startsWith("pytorch-native")
                                        || jar.toString().endsWith("linux-x86_64.jar"))
                .toList();
    }
}
