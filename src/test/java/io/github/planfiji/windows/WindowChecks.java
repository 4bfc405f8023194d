package io.github.planfiji.windows;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.ImageCanvas;
import ij.gui.PlotWindow;
import ij.plugin.frame.Recorder;
import java.awt.Point;
import java.awt.Window;
import java.awt.event.MouseEvent;
import java.io.File;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Works with the installed plugin in a real ImageJ and looks whether it behaves; a fault ends it
 * with exit code 1. Arguments: a folder of images, and one to write into.
 */
public final class WindowChecks {

    private static final String WALK = "PLAN Walk...";
    private static final String OPEN = "PLAN Open Model...";

    private final Desk desk;

    private WindowChecks(Desk desk) {
        this.desk = desk;
    }

    public static void main(String[] arguments) {
        Checks.exitAfter(() -> new WindowChecks(new Desk()).all(arguments[1]));
    }

    private void all(String folder) {
        Checks.one("cancel leaves nothing", this::cancelLeavesNothing);
        Checks.one("a fault keeps what was typed", this::aFaultKeepsWhatWasTyped);
        Checks.one("frame and curve", this::frameAndCurveMoveTogether);
        Checks.one("the samples are browsed", this::samplesAreDrawnAnewUntilTheUserLeaves);
        Checks.one("only paths are remembered", this::onlyPathsAreRemembered);
        Checks.one("the recorder", this::theRecorderWritesAMacro);
        Checks.one("a macro's fault", this::anErrorStopsTheMacro);
        Checks.one(
                "a batch beside windows",
                () -> aBatchTakesItsOwnImageWhateverWindowsAreOpen(folder));
    }

    private void cancelLeavesNothing() {
        desk.press(desk.open(WALK), "Cancel");
        desk.end(WALK);
        Checks.that(WindowManager.getImageCount() == 0, "no image");
    }

    private void aFaultKeepsWhatWasTyped() {
        GenericDialog dialog = desk.open(WALK);
        desk.type(dialog, "To", "group 99");
        desk.press(dialog, "OK");
        desk.waitFor(
                "the message", () -> !dialog.isShowing() && desk.find("PLAN Walk").isPresent());
        Window message = desk.window("PLAN Walk");
        Checks.that(!(message instanceof GenericDialog), "a message, not a dialog");
        desk.press(message, "OK");
        GenericDialog again = desk.dialog("PLAN Walk");
        Checks.that(Desk.field(again, "To").getText().equals("group 99"), "what was typed is kept");
        desk.press(again, "Cancel");
        desk.end(WALK);
    }

    private void frameAndCurveMoveTogether() {
        GenericDialog dialog = desk.open(WALK);
        desk.type(dialog, "Steps", "9");
        desk.type(dialog, "Iterations", "2");
        desk.tick(dialog, "Each in a window");
        desk.press(dialog, "OK");
        desk.end(WALK);
        ImagePlus plan = desk.image("PLAN walk (plan)");
        ImagePlus linear = desk.image("PLAN walk (linear)");
        ImagePlus curve = desk.image("Nearest-real distance");
        plan.setT(4);
        desk.pause();
        Checks.that(linear.getT() == 4, "the other walk follows");
        Checks.that(marker(curve) == pixel(curve, 4), "the marker follows");

        ImageCanvas canvas = curve.getCanvas();
        Point at = new Point(canvas.screenX(pixel(curve, 7)), canvas.screenY(100));
        canvas.dispatchEvent(
                new MouseEvent(canvas, MouseEvent.MOUSE_CLICKED, 0, 0, at.x, at.y, 1, false));
        desk.pause();
        Checks.that(
                plan.getT() == 7 && linear.getT() == 7, "the walks go where the curve is clicked");
        Checks.that(marker(curve) == pixel(curve, 7), "the marker goes there too");
        IJ.run("Close All");
    }

    private static int pixel(ImagePlus curve, int frame) {
        return (int) Math.round(((PlotWindow) curve.getWindow()).getPlot().scaleXtoPxl(frame));
    }

    private static int marker(ImagePlus curve) {
        return curve.getOverlay().get(0).getBounds().x;
    }

    private void samplesAreDrawnAnewUntilTheUserLeaves() {
        desk.start(OPEN, Map.of("Samples", "400", "Browse", "true"), Map.of());
        GenericDialog browser = desk.dialog("PLAN samples");
        ImagePlus sheet = desk.image("PLAN samples (all)");
        desk.choose(browser, "Condition", "severe");
        desk.waitFor("the drawing", () -> sheet.getTitle().equals("PLAN samples (severe)"));
        desk.choose(browser, "Condition", "mild");
        desk.robot().delay(200);
        long start = System.nanoTime();
        desk.press(browser, "Done");
        desk.escape();
        desk.end(OPEN);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        Checks.that(millis < 2000, "Escape ends the drawing, not after " + millis + " ms");
        IJ.run("Close All");
    }

    private void onlyPathsAreRemembered() {
        GenericDialog dialog = desk.open(WALK);
        Checks.that(Desk.field(dialog, "Iterations").getText().equals("500"), "defaults again");
        Checks.that(
                new File(Desk.field(dialog, "Model").getText()).isDirectory(),
                "the model's folder");
        desk.press(dialog, "Cancel");
        desk.end(WALK);
    }

    private void theRecorderWritesAMacro() {
        Recorder recorder = new Recorder();
        GenericDialog dialog = desk.open(OPEN);
        desk.type(dialog, "Samples", "9");
        desk.press(dialog, "OK");
        desk.end(OPEN);
        desk.pause();
        String text = recorder.getText();
        Checks.that(
                text.contains("run(\"PLAN Open Model...\", \"model=")
                        && text.contains(
                                " samples=9 condition=all truncation=0.8 seed=1 browse=false"),
                "the macro is recorded: " + text);
    }

    private void aBatchTakesItsOwnImageWhateverWindowsAreOpen(String output) {
        String title =
                IJ.runMacro(
                        "newImage('a window', '8-bit black', 32, 32, 1); setBatchMode(true);"
                                + " run('PLAN Phantom Fundus Photographs...', 'patients=18 images=2 size=32');"
                                + " selectImage('Phantom fundus photographs');"
                                + " run('PLAN Train Model...', 'resolution=32 kimg=0.016 epochs=1"
                                + " encoder=2 inversion=1 output=["
                                + output
                                + "]'); return getTitle();");
        Checks.that(
                "PLAN samples after 16 images".equals(title),
                "the batch's phantoms are trained on and the result is current: " + title);
        IJ.run("Close All");
    }

    private void anErrorStopsTheMacro() {
        Thread macro =
                new Thread(
                        () ->
                                IJ.runMacro(
                                        "run('PLAN Open Model...', 'model=[/no/such]');"
                                                + " newImage('went on', '8-bit', 9, 9, 1);"));
        macro.start();
        GenericDialog message = desk.dialog("Macro Error");
        Checks.that(Desk.text(message).contains("There is no model in"), "the sentence is shown");
        desk.press(message, "OK");
        desk.waitFor("the macro's end", () -> !macro.isAlive());
        Checks.that(WindowManager.getImage("went on") == null, "the macro does not go on");
    }
}
