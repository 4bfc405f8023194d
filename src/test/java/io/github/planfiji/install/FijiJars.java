package io.github.planfiji.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The jars that Fiji is built from, by artifact: src/assembly/fiji-jars.txt, which
 * scripts/fiji-jars.sh makes.
 */
record FijiJars(Map<String, String> versions) {

    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[^-]*(?:-.*)?)\\.jar");

    /**
     * Not sure to be in every Fiji, so it is shipped, but never as another version: where Fiji has
     * it, ours is the same file.
     */
    static final List<String> SHIPPED_NONETHELESS = List.of("commons-csv");

    static FijiJars read() throws IOException {
        Map<String, String> versions = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("src/assembly/fiji-jars.txt"))) {
            if (line.startsWith("#")) continue;
            String[] pair = line.split(" ", 2);
            versions.put(pair[0], pair[1]);
        }
        return new FijiJars(versions);
    }

    /** Why this jar may not be shipped beside Fiji's own; empty where it may. */
    Optional<String> clash(String jar) {
        Matcher parts = parts(jar);
        String theirs = versions.get(parts.group(1));
        boolean same = parts.group(2).equals(theirs);
        if (theirs == null || same && SHIPPED_NONETHELESS.contains(parts.group(1)))
            return Optional.empty();
        return Optional.of(jar + " would shadow Fiji's " + parts.group(1) + "-" + theirs + ".jar");
    }

    /** Why Fiji does not bring this jar; empty where it does, in this very version. */
    Optional<String> lacking(String jar) {
        Matcher parts = parts(jar);
        String theirs = versions.get(parts.group(1));
        return parts.group(2).equals(theirs)
                ? Optional.empty()
                : Optional.of(jar + " is used, but Fiji has version " + theirs);
    }

    private static Matcher parts(String jar) {
        Matcher parts = JAR.matcher(jar);
        if (!parts.matches()) throw new IllegalArgumentException("no version in " + jar);
        return parts;
    }
}
