package io.github.planfiji.windows;

import ij.Executer;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Label;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.swing.JLabel;

/**
 * A user at a real ImageJ: picks commands from the menu, fills in dialogs, presses keys, looks. It
 * knows ImageJ and the screen only; the plugin comes from the installation's folder.
 */
final class Desk {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(150);

    private final Robot robot;
    private final ImageJ imagej;

    Desk() throws Exception {
        robot = new Robot();
        imagej = new ImageJ();
        imagej.exitWhenQuitting(true);
        waitFor("ImageJ's window", imagej::isShowing);
    }

    /** Picks a command as the menu does, and goes on. */
    void pick(String command) {
        new Executer(command, null);
    }

    /** Picks a command and waits for its dialog. */
    GenericDialog open(String command) {
        pick(command);
        return dialog(command.replaceAll("\\.+$", ""));
    }

    /** Waits for a dialog with this title. */
    GenericDialog dialog(String title) {
        return (GenericDialog) window(title);
    }

    /** Waits for a window whose title starts so. */
    Window window(String title) {
        waitFor(title, () -> find(title).isPresent());
        pause();
        return find(title).orElseThrow();
    }

    Optional<Window> find(String title) {
        return Stream.of(Window.getWindows())
                .filter(Window::isShowing)
                .filter(window -> title(window).startsWith(title))
                .reduce((first, last) -> last);
    }

    private static String title(Window window) {
        if (window instanceof Frame frame) return String.valueOf(frame.getTitle());
        return window instanceof Dialog dialog ? String.valueOf(dialog.getTitle()) : "";
    }

    /** Types into the text field behind a label. */
    void type(GenericDialog dialog, String label, String text) {
        field(dialog, label).setText(text);
    }

    /** The text field behind a label. */
    static TextField field(GenericDialog dialog, String label) {
        boolean found = false;
        for (Component each : components(dialog)) {
            found |= each instanceof Label name && name.getText().startsWith(label);
            if (found && each instanceof TextField field) return field;
        }
        throw new IllegalStateException("no field " + label);
    }

    /** Sets the tick with a label. */
    void tick(GenericDialog dialog, String label) {
        components(dialog).stream()
                .filter(Checkbox.class::isInstance)
                .map(Checkbox.class::cast)
                .filter(box -> box.getLabel().startsWith(label))
                .findFirst()
                .orElseThrow()
                .setState(true);
    }

    void press(Window window, String label) {
        Button button =
                components(window).stream()
                        .filter(Button.class::isInstance)
                        .map(Button.class::cast)
                        .filter(each -> each.getLabel().trim().equals(label))
                        .findFirst()
                        .orElseThrow();
        ActionEvent event = new ActionEvent(button, ActionEvent.ACTION_PERFORMED, label);
        EventQueue.invokeLater(() -> button.dispatchEvent(event));
    }

    static List<Component> components(Container container) {
        List<Component> all = new ArrayList<>();
        for (Component each : container.getComponents()) {
            all.add(each);
            if (each instanceof Container inner) all.addAll(components(inner));
        }
        return all;
    }

    /** Presses Escape over ImageJ's main window. */
    void escape() {
        KeyEvent event =
                new KeyEvent(
                        imagej,
                        KeyEvent.KEY_PRESSED,
                        0,
                        0,
                        KeyEvent.VK_ESCAPE,
                        KeyEvent.CHAR_UNDEFINED);
        EventQueue.invokeLater(() -> imagej.keyPressed(event));
    }

    /** Whether a picked command is still at work. */
    boolean isRunning(String command) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(command));
    }

    /** The text of ImageJ's status bar. */
    String status() {
        return components(imagej).stream()
                .filter(JLabel.class::isInstance)
                .map(label -> ((JLabel) label).getText())
                .collect(Collectors.joining(" "));
    }

    ImagePlus image(String title) {
        waitFor(title, () -> WindowManager.getImage(title) != null);
        return WindowManager.getImage(title);
    }

    /**
     * Saves what the screen shows of windows, with their frames, over each other or side by side.
     */
    void shoot(File file, Window... windows) throws IOException {
        for (Window window : windows) window.toFront();
        pause();
        Rectangle area = windows[0].getBounds();
        for (Window window : windows) area.add(window.getBounds());
        ImageIO.write(robot.createScreenCapture(area), "png", file);
    }

    Robot robot() {
        return robot;
    }

    ImageJ imagej() {
        return imagej;
    }

    void pause() {
        robot.delay(400);
        robot.waitForIdle();
    }

    void waitFor(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE)
                throw new IllegalStateException("waited in vain for " + what);
            robot.delay(20);
        }
    }
}
