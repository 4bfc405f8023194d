package io.github.planfiji.windows;

import ij.gui.GenericDialog;
import java.awt.Window;
import java.util.List;
import java.util.Map;

/**
 * Gives every command something that it cannot use, in a real ImageJ: a message must say what is
 * wrong and what to do, nothing else may open, and the dialog must come again. Arguments: a folder
 * of images, and one to write into.
 */
public final class FaultChecks {

    private final Desk desk;
    private final String images;
    private final String folder;

    private record Fault(String command, Map<String, String> given, String sentence) {}

    private FaultChecks(Desk desk, String images, String folder) {
        this.desk = desk;
        this.images = images;
        this.folder = folder;
    }

    public static void main(String[] arguments) {
        Checks.exitAfter(
                () -> {
                    FaultChecks checks = new FaultChecks(new Desk(), arguments[0], arguments[1]);
                    for (Fault fault : checks.faults())
                        Checks.one(fault.command, () -> checks.isTold(fault));
                });
    }

    private List<Fault> faults() {
        String missing = "The image set /no/such does not exist: check the path.";
        return List.of(
                new Fault(
                        "PLAN Phantom Fundus Photographs...",
                        Map.of("Patients", "0"),
                        "patients=0: it must be a whole number from 1 to 100000."),
                new Fault(
                        "PLAN Open Model...",
                        Map.of("Model", "/no/such"),
                        "There is no model in /no/such (model.json is missing): choose the folder of a trained model."),
                new Fault(
                        "PLAN Train Model...",
                        Map.of("Images", "/no/such", "Model folder", folder),
                        missing),
                new Fault("PLAN Anonymize...", Map.of("Images", "/no/such"), missing),
                new Fault(
                        "PLAN Walk...",
                        Map.of("To", "nobody"),
                        "\"nobody\" names no point: use \"group 1\", \"seed 7\" or \"image NAME\"."),
                new Fault(
                        "PLAN Synthesize Dataset...",
                        Map.of("Real images", images, "Released folder", images + "/made"),
                        "The released folder "
                                + images
                                + "/made lies within the real images: give one outside of them."),
                new Fault(
                        "PLAN Audit Dataset...",
                        Map.of("Released", "/no/such", "Real images", images, "Save to", folder),
                        missing),
                new Fault(
                        "PLAN Compare Utility...",
                        Map.of(
                                "Training sets", "real",
                                "Test images", images,
                                "Results folder", folder),
                        "\"real\" names no set: write name=folder, with ; between sets, for example real=/data/train; PLAN=/data/plan."),
                new Fault(
                        "PLAN Re-identification Curve...",
                        Map.of("Images", images, "Methods", "blur"),
                        "There is no method \"blur\": use one of centroid, k-SALSA, interpolation, pixel, eigen."));
    }

    private void isTold(Fault fault) {
        desk.start(fault.command, fault.given, Map.of());
        desk.waitFor("the message", () -> isMessage(desk.windows()));
        Window message = desk.windows().get(0);
        String told = Desk.text(message).replaceAll("\\s+", " ");
        Checks.that(told.equals(fault.sentence), "it says: " + fault.sentence + " Not: " + told);
        Checks.that(
                message.getWidth() < desk.imagej().getToolkit().getScreenSize().width,
                "the sentence fits the screen");
        desk.press(message, "OK");
        GenericDialog again = desk.dialog(fault.command.replaceAll("\\.+$", ""));
        Checks.that(desk.windows().equals(List.of(again)), "nothing else: " + desk.windows());
        desk.press(again, "Cancel");
        desk.end(fault.command);
        Checks.that(desk.windows().isEmpty(), "nothing stays: " + desk.windows());
    }

    private static boolean isMessage(List<Window> windows) {
        return windows.size() == 1 && !(windows.get(0) instanceof GenericDialog);
    }
}
