package io.github.planfiji.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The zips that "mvn package" made, against what Fiji ships. */
class ShippedJarsIT {

    @Test
    void noShippedJarShadowsOneOfFiji() throws IOException {
        FijiJars fiji = FijiJars.read();
        List<String> jars =
                Stream.concat(jars("fiji").stream(), jars("natives-*").stream()).toList();
        assertThat(jars).anyMatch(jar -> jar.startsWith("pytorch-native-cpu-"));
        assertThat(jars.stream().map(fiji::clash).flatMap(Optional::stream)).isEmpty();
    }

    @Test
    void whatIsNotShippedIsInFijiAsItIsHere() throws IOException {
        FijiJars fiji = FijiJars.read();
        List<String> jars = jars("plain-imagej");
        assertThat(jars).isNotEmpty();
        assertThat(jars.stream().map(fiji::lacking).flatMap(Optional::stream)).isEmpty();
    }

    @Test
    void theZipsAreAnUpdateSite() throws IOException {
        assertThat(entries("fiji"))
                .allMatch(name -> name.matches("plugins/.*|jars/.*|models/.*"))
                .anyMatch(name -> name.matches("plugins/plan-fiji_-.*\\.jar"));
        assertThat(entries("natives-*"))
                .allMatch(name -> name.matches("jars/[a-z0-9-]+/.*\\.jar|licenses/plan-natives/.*"))
                .contains("licenses/plan-natives/NOTICE.txt", "licenses/plan-natives/GPL-3.0.txt");
        assertThat(jars("natives-*"))
                .singleElement()
                .asString()
                .matches("pytorch-native-cpu-.*\\.jar");
    }

    @Test
    void aClashIsFound() throws IOException {
        FijiJars fiji = FijiJars.read();
        assertThat(fiji.clash("gson-2.13.1.jar"))
                .hasValue("gson-2.13.1.jar would shadow Fiji's gson-2.10.1.jar");
        assertThat(fiji.clash("gson-2.10.1.jar")).isPresent();
        assertThat(fiji.clash("commons-csv-1.2.jar")).isPresent();
        assertThat(fiji.lacking("jna-5.17.0.jar"))
                .hasValue("jna-5.17.0.jar is used, but Fiji has version 5.14.0");
    }

    private static List<String> jars(String zip) throws IOException {
        return entries(zip).stream()
                .filter(name -> name.startsWith("jars/"))
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .toList();
    }

    private static List<String> entries(String zip) throws IOException {
        try (var found =
                Files.newDirectoryStream(Path.of("target"), "plan-fiji-*-" + zip + ".zip")) {
            Path file = found.iterator().next();
            try (ZipFile content = new ZipFile(file.toFile())) {
                return content.stream()
                        .filter(entry -> !entry.isDirectory())
                        .map(ZipEntry::getName)
                        .toList();
            }
        }
    }
}
