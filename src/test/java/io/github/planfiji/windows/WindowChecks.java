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
import java.util.concurrent.TimeUnit;

/**
 * Works with the installed plugin in a real ImageJ and looks whether it behaves; a fault ends it
 * with exit code 1. Arguments: a folder of images to train on, and one to write into.
 */
public final class WindowChecks {

    private static final String WALK = "PLAN Walk...";
    private static final String TRAIN = "PLAN Train Model...";
    private static final String OPEN = "PLAN Open Model...";

    private final Desk desk;

    private WindowChecks(Desk desk) {
        this.desk = desk;
    }

    public static void main(String[] arguments) {
        int exit = 1;
        try {
            WindowChecks checks = new WindowChecks(new Desk());
            String images = arguments[0];
            String output = arguments[1];
            checks.one("cancel leaves nothing", checks::cancelLeavesNothing);
            checks.one("a fault is told", checks::aFaultIsToldAndTheDialogComesAgain);
            checks.one("frame and curve", checks::frameAndCurveMoveTogether);
            checks.one("Escape stops a walk", checks::escapeStopsAWalk);
            checks.one(
                    "Escape stops a training", () -> checks.escapeStopsATraining(images, output));
            checks.one("only paths are remembered", checks::onlyPathsAreRemembered);
            checks.one("the recorder", checks::theRecorderWritesAMacro);
            checks.one("a macro's fault", checks::anErrorStopsTheMacro);
            checks.one(
                    "a batch beside windows",
                    () -> checks.aBatchTakesItsOwnImageWhateverWindowsAreOpen(output + "-batch"));
            exit = 0;
        } catch (Exception e) {
            e.printStackTrace();
        }
        // ImageJ's windows would keep the process
        System.exit(exit);
    }

    /** Does one check and tells how long it took: the log of a run that failed says where. */
    private void one(String name, Runnable check) {
        System.out.println(name + " ...");
        long start = System.nanoTime();
        check.run();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        System.out.println(name + ": " + millis + " ms");
    }

    private void cancelLeavesNothing() {
        desk.press(desk.open(WALK), "Cancel");
        end(WALK);
        check(WindowManager.getImageCount() == 0, "no image");
    }

    private void aFaultIsToldAndTheDialogComesAgain() {
        GenericDialog dialog = desk.open(WALK);
        desk.type(dialog, "To", "group 99");
        desk.press(dialog, "OK");
        desk.waitFor(
                "the message", () -> !dialog.isShowing() && desk.find("PLAN Walk").isPresent());
        Window message = desk.window("PLAN Walk");
        check(!(message instanceof GenericDialog), "a message, not a dialog");
        desk.press(message, "OK");
        GenericDialog again = desk.dialog("PLAN Walk");
        check(Desk.field(again, "To").getText().equals("group 99"), "what was typed is kept");
        desk.press(again, "Cancel");
        end(WALK);
    }

    private void frameAndCurveMoveTogether() {
        GenericDialog dialog = desk.open(WALK);
        desk.type(dialog, "Steps", "9");
        desk.type(dialog, "Iterations", "2");
        desk.tick(dialog, "Each in a window");
        desk.press(dialog, "OK");
        end(WALK);
        ImagePlus plan = desk.image("PLAN walk (plan)");
        ImagePlus linear = desk.image("PLAN walk (linear)");
        ImagePlus curve = desk.image("Nearest-real distance");
        plan.setT(4);
        desk.pause();
        check(linear.getT() == 4, "the other walk follows");
        check(marker(curve) == pixel(curve, 4), "the marker follows");

        ImageCanvas canvas = curve.getCanvas();
        Point at = new Point(canvas.screenX(pixel(curve, 7)), canvas.screenY(100));
        canvas.dispatchEvent(
                new MouseEvent(canvas, MouseEvent.MOUSE_CLICKED, 0, 0, at.x, at.y, 1, false));
        desk.pause();
        check(plan.getT() == 7 && linear.getT() == 7, "the walks go where the curve is clicked");
        check(marker(curve) == pixel(curve, 7), "the marker goes there too");
        IJ.run("Close All");
    }

    private static int pixel(ImagePlus curve, int frame) {
        return (int) Math.round(((PlotWindow) curve.getWindow()).getPlot().scaleXtoPxl(frame));
    }

    private static int marker(ImagePlus curve) {
        return curve.getOverlay().get(0).getBounds().x;
    }

    private void escapeStopsAWalk() {
        GenericDialog dialog = desk.open(WALK);
        desk.type(dialog, "Iterations", "100000");
        desk.press(dialog, "OK");
        stopsByEscape(WALK, "Walking");
        check(desk.status().contains("PLAN Walk: canceled"), "the status tells: " + desk.status());
    }

    private void escapeStopsATraining(String images, String output) {
        GenericDialog dialog = desk.open(TRAIN);
        desk.type(dialog, "Images", images);
        desk.type(dialog, "Model folder", output);
        desk.press(dialog, "OK");
        stopsByEscape(TRAIN, "Training");
    }

    /** Presses Escape once the status bar shows a phase. */
    private void stopsByEscape(String command, String phase) {
        desk.waitFor(phase, () -> desk.status().contains(phase));
        desk.escape();
        long start = System.nanoTime();
        end(command);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        System.out.println(command + " stopped after " + millis + " ms");
        check(millis < 2000, command + " stops within two seconds, not " + millis + " ms");
    }

    private void onlyPathsAreRemembered() {
        GenericDialog dialog = desk.open(WALK);
        check(Desk.field(dialog, "Iterations").getText().equals("500"), "defaults again");
        check(new File(Desk.field(dialog, "Model").getText()).isDirectory(), "the model's folder");
        desk.press(dialog, "Cancel");
        end(WALK);
    }

    private void theRecorderWritesAMacro() {
        Recorder recorder = new Recorder();
        GenericDialog dialog = desk.open(OPEN);
        desk.type(dialog, "Samples", "9");
        desk.press(dialog, "OK");
        end(OPEN);
        desk.pause();
        String text = recorder.getText();
        check(
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
        check(
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
        check(Desk.text(message).contains("There is no model in"), "the sentence is shown");
        desk.press(message, "OK");
        desk.waitFor("the macro's end", () -> !macro.isAlive());
        check(WindowManager.getImage("went on") == null, "the macro does not go on");
    }

    private void end(String command) {
        desk.waitFor("the end of " + command, () -> !desk.isRunning(command));
    }

    private static void check(boolean holds, String what) {
        if (!holds) throw new IllegalStateException("It is not so: " + what);
    }
}
