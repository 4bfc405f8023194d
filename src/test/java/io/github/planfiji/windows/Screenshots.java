package io.github.planfiji.windows;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import java.awt.Window;
import java.io.File;

/**
 * Takes the pictures of docs/images in a real ImageJ: arguments are the folder for them and a
 * folder of phantom photographs for the walk's distance. scripts/screenshots.sh runs it.
 */
public final class Screenshots {

    /** Where "Plugins" stands in the menu bar. */
    private static final int PLUGINS_X = 320;

    private final Desk desk;
    private final File folder;
    private final String phantoms;

    private Screenshots(File folder, String phantoms) throws Exception {
        this.desk = new Desk();
        this.folder = folder;
        this.phantoms = phantoms;
    }

    public static void main(String[] arguments) {
        int exit = 1;
        try {
            new Screenshots(new File(arguments[0]), arguments[1]).takeAll();
            exit = 0;
        } catch (Exception e) {
            e.printStackTrace();
        }
        // ImageJ's windows would keep the process
        System.exit(exit);
    }

    private void takeAll() throws Exception {
        desk.imagej().setLocation(20, 20);
        dialog("PLAN Phantom Fundus Photographs...", "phantoms");
        dialog("PLAN Open Model...", "open-model");
        dialog("PLAN Train Model...", "train-model");
        more("PLAN Train Model...", "train-model-more");
        dialog("PLAN Anonymize...", "anonymize");
        dialog("PLAN Walk...", "walk");
        more("PLAN Walk...", "walk-more");
        dialog("PLAN Synthesize Dataset...", "synthesize-dataset");
        dialog("PLAN Audit Dataset...", "audit-dataset");
        dialog("PLAN Re-identification Curve...", "re-identification-curve");
        dialog("PLAN Compare Utility...", "compare-utility");
        help();
        fault();
        phantoms();
        samples();
        groups();
        walk();
        windows();
        desk.find("Log").ifPresent(Window::dispose);
        desk.shootMenu(new File(folder, "menu.png"), "Plugins", PLUGINS_X, "PLAN");
    }

    private void dialog(String command, String name) throws Exception {
        GenericDialog dialog = desk.open(command);
        shot(name + "-dialog", dialog);
        desk.press(dialog, "Cancel");
        desk.waitFor("the end of " + command, () -> !desk.isRunning(command));
    }

    private void more(String command, String name) throws Exception {
        GenericDialog dialog = desk.open(command);
        desk.tick(dialog, "More options");
        desk.press(dialog, "OK");
        GenericDialog more = desk.dialog(command.replaceAll("\\.+$", "") + ": more options");
        shot(name, more);
        desk.press(more, "Cancel");
        desk.press(desk.dialog(command.replaceAll("\\.+$", "")), "Cancel");
        desk.waitFor("the end of " + command, () -> !desk.isRunning(command));
    }

    private void help() throws Exception {
        GenericDialog dialog = desk.open("PLAN Walk...");
        desk.press(dialog, "Help");
        desk.pause();
        Window help = desk.window("PLAN Walk Help");
        shot("walk-help", help);
        help.dispose();
        desk.press(dialog, "Cancel");
        desk.waitFor("the end", () -> !desk.isRunning("PLAN Walk..."));
    }

    private void fault() throws Exception {
        GenericDialog dialog = desk.open("PLAN Walk...");
        desk.type(dialog, "To", "group 99");
        desk.press(dialog, "OK");
        desk.waitFor(
                "the message", () -> !dialog.isShowing() && desk.find("PLAN Walk").isPresent());
        Window message = desk.window("PLAN Walk");
        shot("walk-fault", message);
        desk.press(message, "OK");
        desk.press(desk.dialog("PLAN Walk"), "Cancel");
        desk.waitFor("the end", () -> !desk.isRunning("PLAN Walk..."));
    }

    private void phantoms() throws Exception {
        desk.press(desk.open("PLAN Phantom Fundus Photographs..."), "OK");
        desk.waitFor("the end", () -> !desk.isRunning("PLAN Phantom Fundus Photographs..."));
        ImagePlus stack = desk.image("Phantom fundus photographs");
        zoom(stack, 3);
        stack.getWindow().setLocation(20, 200);
        shot("phantoms", stack.getWindow());
        IJ.run("Close All");
    }

    private void samples() throws Exception {
        GenericDialog dialog = desk.open("PLAN Open Model...");
        desk.tick(dialog, "Browse");
        desk.press(dialog, "OK");
        ImagePlus sheet = desk.image("PLAN samples (all)");
        Window browser = desk.window("PLAN samples");
        sheet.getWindow().setLocation(20, 200);
        beside(sheet.getWindow(), browser);
        shot("open-model", sheet.getWindow(), browser);
        desk.press(browser, "Done");
        desk.waitFor("the end", () -> !desk.isRunning("PLAN Open Model..."));
        IJ.run("Close All");
    }

    private void groups() throws Exception {
        GenericDialog dialog = desk.open("PLAN Anonymize...");
        desk.press(dialog, "OK");
        desk.waitFor("the end", () -> !desk.isRunning("PLAN Anonymize..."));
        ImagePlus stack = WindowManager.getImage(WindowManager.getIDList()[0]);
        zoom(stack, 6);
        stack.getWindow().setLocation(20, 200);
        Window table = desk.window("PLAN k-same groups");
        table.setSize(420, 300);
        beside(stack.getWindow(), table);
        shot("anonymize", stack.getWindow(), table);
        table.dispose();
        IJ.run("Close All");
    }

    private void walk() throws Exception {
        GenericDialog dialog = desk.open("PLAN Walk...");
        desk.type(dialog, "Iterations", "20");
        desk.type(dialog, "Measure distance", phantoms);
        desk.press(dialog, "OK");
        desk.waitFor("progress", () -> desk.status().contains("Walking"));
        desk.robot().delay(6000);
        shot("progress", desk.imagej());
        desk.waitFor("the end", () -> !desk.isRunning("PLAN Walk..."));
        ImagePlus stack = desk.image("PLAN walk (linear, plan)");
        ImagePlus curve = desk.image("Nearest-real distance");
        zoom(stack, 4);
        stack.setT(9);
        stack.getWindow().setLocation(10, 200);
        beside(stack.getWindow(), curve.getWindow());
        shot("walk", stack.getWindow(), curve.getWindow());
        ImagePlus figure = desk.image("Walk figure");
        figure.getWindow().setLocation(10, 20);
        shot("walk-figure", figure.getWindow());
        IJ.run("Close All");
    }

    private void windows() throws Exception {
        GenericDialog dialog = desk.open("PLAN Walk...");
        desk.type(dialog, "Iterations", "3");
        desk.tick(dialog, "Each in a window");
        desk.press(dialog, "OK");
        desk.waitFor("the end", () -> !desk.isRunning("PLAN Walk..."));
        ImagePlus plan = desk.image("PLAN walk (plan)");
        ImagePlus linear = desk.image("PLAN walk (linear)");
        zoom(plan, 6);
        zoom(linear, 6);
        linear.getWindow().setLocation(20, 200);
        beside(linear.getWindow(), plan.getWindow());
        plan.setT(13);
        shot("walk-windows", linear.getWindow(), plan.getWindow());
        IJ.run("Close All");
    }

    private void beside(Window left, Window right) {
        desk.pause();
        right.setLocation(left.getX() + left.getWidth() + 8, left.getY());
    }

    private static void zoom(ImagePlus image, int times) {
        WindowManager.setCurrentWindow(image.getWindow());
        IJ.run(image, "Set... ", "zoom=" + 100 * times);
    }

    private void shot(String name, Window... windows) throws Exception {
        desk.shoot(new File(folder, name + ".png"), windows);
    }
}
