package io.github.planfiji.windows;

import ij.IJ;
import java.awt.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts every long command in a real ImageJ, presses Escape in the midst of a phase, and looks how
 * long the command goes on. Arguments: a folder of images to work on, and one to write into.
 */
public final class EscapeChecks {

    private static final long MOST_MILLIS = 2000;

    /** Into the phase, so that Escape does not come between two steps. */
    private static final int INTO_PHASE_MILLIS = 300;

    private final Desk desk;
    private final String images;
    private final Path folder;

    /**
     * One stop of a command.
     *
     * @param phase that the status bar shows when Escape is pressed
     * @param first what is filled in, by label
     * @param more the same in the dialog behind the tick; empty leaves it closed
     */
    private record Stop(
            String command, String phase, Map<String, String> first, Map<String, String> more) {}

    private EscapeChecks(Desk desk, String images, Path folder) {
        this.desk = desk;
        this.images = images;
        this.folder = folder;
    }

    public static void main(String[] arguments) {
        Checks.exitAfter(
                () -> new EscapeChecks(new Desk(), arguments[0], Path.of(arguments[1])).all());
    }

    private void all() throws IOException {
        String others = otherPatients();
        List<String> slow = new ArrayList<>();
        for (Stop stop : stops(others)) {
            long millis = stop(stop);
            String line = "%s, %s: %d ms".formatted(stop.command, stop.phase, millis);
            System.out.println(line);
            if (millis >= MOST_MILLIS) slow.add(line);
        }
        Checks.that(slow.isEmpty(), "all stop within " + MOST_MILLIS + " ms, not " + slow);
    }

    private List<Stop> stops(String others) {
        Map<String, String> none = Map.of();
        String train = "PLAN Train Model...";
        String anonymize = "PLAN Anonymize...";
        String walk = "PLAN Walk...";
        String synthesize = "PLAN Synthesize Dataset...";
        String audit = "PLAN Audit Dataset...";
        String curve = "PLAN Re-identification Curve...";
        Map<String, String> oneEpoch = Map.of("Identity classifier epochs", "1");
        Map<String, String> tested =
                Map.of("Released", others, "Real images", images, "Save to", output("audit"));
        return List.of(
                new Stop(
                        "PLAN Phantom Fundus Photographs...",
                        "Rendering phantoms",
                        Map.of("Patients", "100", "Size", "1024"),
                        none),
                new Stop("PLAN Open Model...", "Making samples", Map.of("Samples", "400"), none),
                new Stop(walk, "Describing the real", Map.of("Measure distance", images), none),
                new Stop(walk, "Walking", Map.of("Iterations", "100000"), none),
                new Stop(train, "Training the condition net", training("c", "60"), none),
                new Stop(train, "Training the GAN", training("g", "60"), oneEpoch),
                new Stop(train, "Training the encoder", training("e", "0.001"), oneEpoch),
                new Stop(
                        train,
                        "Inverting images",
                        training("i", "0.001"),
                        Map.of(
                                "Identity classifier epochs", "1",
                                "Encoder steps", "1",
                                "Inversion steps", "500")),
                new Stop(
                        anonymize,
                        "Inverting images",
                        Map.of("Images", images, "Method", "centroid"),
                        Map.of("Inversion steps", "500")),
                new Stop(
                        anonymize,
                        "k-SALSA",
                        Map.of("Method", "k-SALSA"),
                        Map.of("k-SALSA steps", "5000")),
                new Stop(synthesize, "Inverting images", released("inverted"), none),
                new Stop(
                        synthesize,
                        "Synthesizing",
                        released("made"),
                        Map.of("Invert the real images", "false")),
                new Stop(audit, "Training the identity net", tested, none),
                new Stop(audit, "Auditing", tested, Map.of("Matcher epochs", "0")),
                new Stop(
                        "PLAN Compare Utility...",
                        "real, seed 1",
                        Map.of(
                                "Training sets",
                                "real=" + images,
                                "Test images",
                                others,
                                "Results folder",
                                output("utility")),
                        none),
                new Stop(curve, "Training the identity net", Map.of("Images", images), none),
                new Stop(
                        curve,
                        "k-SALSA",
                        Map.of("Images", images, "Methods", "k-SALSA"),
                        Map.of(
                                "Matcher epochs", "0",
                                "Inversion steps", "0",
                                "k-SALSA steps", "5000")),
                // last, as its step goes on for long after the command
                new Stop(train, "Training the condition net", large(), none));
    }

    /** A training each step of which takes longer than a user who stops would wait. */
    private Map<String, String> large() {
        return Map.of("Images", images, "Model folder", output("large"), "Resolution", "256");
    }

    private Map<String, String> training(String name, String kimg) {
        return Map.of("Images", images, "Model folder", output(name), "GAN length", kimg);
    }

    private Map<String, String> released(String name) {
        return Map.of("Real images", images, "Released folder", output(name));
    }

    private String output(String name) {
        return folder.resolve(name).toString();
    }

    /** Images of patients that the sample images do not show. */
    private String otherPatients() throws IOException {
        Path others = folder.resolve("others");
        IJ.runMacro(
                "setBatchMode(true); run('PLAN Phantom Fundus Photographs...', 'patients=30 images=2 size=64 seed=7 folder=["
                        + others
                        + "]');");
        Path labels = others.resolve("labels.csv");
        String text = Files.readString(labels);
        Files.writeString(labels, text.replaceAll(",p(\\d)", ",other$1"));
        return others.toString();
    }

    /** How many milliseconds a command goes on after Escape. */
    private long stop(Stop stop) {
        desk.start(stop.command, stop.first, stop.more);
        desk.waitFor(stop.phase, () -> desk.status().contains(stop.phase));
        desk.robot().delay(INTO_PHASE_MILLIS);
        Checks.that(desk.isRunning(stop.command), stop.command + " is at work when it is stopped");
        long start = System.nanoTime();
        desk.escape();
        desk.end(stop.command);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        desk.robot().waitForIdle();
        Checks.that(desk.status().contains(": canceled"), "the status tells: " + desk.status());
        List<Window> opened =
                desk.windows().stream().filter(window -> window != desk.log()).toList();
        Checks.that(opened.isEmpty(), stop.command + " leaves no window: " + opened);
        return millis;
    }
}
