package io.github.planfiji.windows;

import ij.Executer;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.MultiLineLabel;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Graphics2D;
import java.awt.Label;
import java.awt.MenuBar;
import java.awt.MenuItem;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.ItemEvent;
import java.awt.event.KeyEvent;
import java.awt.geom.Area;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** Height of the menu bar, which the window's insets count in. */
    private static final int MENU_BAR = 24;

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

    /** Picks a command, fills in its dialog and, if there is anything to say there, the second. */
    void start(String command, Map<String, String> first, Map<String, String> more) {
        GenericDialog dialog = open(command);
        first.forEach((label, value) -> set(dialog, label, value));
        if (!more.isEmpty()) set(dialog, "More options", "true");
        press(dialog, "OK");
        if (more.isEmpty()) return;
        GenericDialog second = dialog(dialog.getTitle() + ": more options");
        more.forEach((label, value) -> set(second, label, value));
        press(second, "OK");
    }

    /** Waits for a dialog with this title. */
    GenericDialog dialog(String title) {
        return (GenericDialog) window(title);
    }

    /** Waits for a window whose title starts so. */
    Window window(String title) {
        waitFor(title, () -> find(title).isPresent());
        pause();
        // one that is packed anew is away for a moment
        waitFor(title, () -> find(title).isPresent());
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
        set(dialog, label, "true");
    }

    /** Sets the text, choice or tick whose label starts so. */
    private static void set(GenericDialog dialog, String label, String value) {
        boolean found = false;
        for (Component each : components(dialog)) {
            found |= each instanceof Label name && name.getText().startsWith(label);
            if (each instanceof Checkbox box && box.getLabel().startsWith(label))
                box.setState(Boolean.parseBoolean(value));
            else if (found && each instanceof TextField field) field.setText(value);
            else if (found && each instanceof Choice choice) choice.select(value);
            else continue;
            return;
        }
        throw new IllegalStateException("nothing to set: " + label);
    }

    /** Chooses another item, as a user does who looks at what it changes. */
    void choose(GenericDialog dialog, String label, String item) {
        set(dialog, label, item);
        for (Component each : components(dialog))
            if (each instanceof Choice choice && choice.getSelectedItem().equals(item)) {
                ItemEvent event =
                        new ItemEvent(
                                choice, ItemEvent.ITEM_STATE_CHANGED, item, ItemEvent.SELECTED);
                EventQueue.invokeLater(() -> choice.dispatchEvent(event));
            }
    }

    /** The text of a message. */
    static String text(Window message) {
        return components(message).stream()
                .map(Desk::shown)
                .collect(Collectors.joining(" "))
                .trim();
    }

    private static String shown(Component component) {
        if (component instanceof Label label) return label.getText();
        if (!(component instanceof MultiLineLabel label)) return "";
        try {
            // a component that does not tell what it shows
            Field lines = MultiLineLabel.class.getDeclaredField("lines");
            lines.setAccessible(true);
            return String.join(" ", (String[]) lines.get(label));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The windows that are open, ImageJ's own left out. */
    List<Window> windows() {
        return Stream.of(Window.getWindows())
                .filter(Window::isShowing)
                .filter(window -> window != imagej)
                .toList();
    }

    /** The window of ImageJ's log; null as long as there is none. */
    Window log() {
        return find("Log").orElse(null);
    }

    /** Waits for the end of a picked command. */
    void end(String command) {
        waitFor("the end of " + command, () -> !isRunning(command));
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
     * Saves what the screen shows of windows, with their frames, over each other or side by side;
     * all else is white.
     */
    void shoot(File file, Window... windows) throws IOException {
        for (Window window : windows) window.toFront();
        pause();
        Rectangle whole = windows[0].getBounds();
        for (Window window : windows) whole.add(window.getBounds());
        Area others = new Area(whole);
        for (Window window : windows) others.subtract(new Area(window.getBounds()));
        BufferedImage picture = robot.createScreenCapture(whole);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.translate(-whole.x, -whole.y);
        graphics.fill(others);
        graphics.dispose();
        ImageIO.write(picture, "png", file);
    }

    /**
     * Opens a sub-menu of a menu with mouse and keys, saves what the screen shows below and right
     * of ImageJ's window, and closes the menu. The screen's background must be white.
     *
     * @param x of the menu's name, in pixels from the window's left edge
     */
    void shootMenu(File file, String menu, int x, String subMenu) throws IOException {
        imagej.toFront();
        pause();
        int row = imagej.getInsets().top - MENU_BAR / 2;
        robot.mouseMove(imagej.getX() + x, imagej.getY() + row);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        pause();
        for (int i = selectableUpTo(menu, subMenu); i > 0; i--) key(KeyEvent.VK_DOWN);
        key(KeyEvent.VK_RIGHT);
        pause();
        Dimension screen = Toolkit.getDefaultToolkit().getScreenSize();
        Rectangle area =
                new Rectangle(imagej.getLocation(), screen).intersection(new Rectangle(screen));
        ImageIO.write(trimmed(robot.createScreenCapture(area)), "png", file);
        for (int i = 0; i < 3; i++) key(KeyEvent.VK_ESCAPE);
    }

    private void key(int code) {
        robot.keyPress(code);
        robot.keyRelease(code);
        robot.delay(60);
    }

    /** How many steps down lead to an item from the first one, which is chosen to begin with. */
    private int selectableUpTo(String menu, String item) {
        MenuBar bar = imagej.getMenuBar();
        for (int m = 0; m < bar.getMenuCount(); m++) {
            if (!bar.getMenu(m).getLabel().equals(menu)) continue;
            int steps = 0;
            for (int i = 0; i < bar.getMenu(m).getItemCount(); i++) {
                MenuItem each = bar.getMenu(m).getItem(i);
                if (each.getLabel().equals(item)) return steps;
                if (each.isEnabled() && !each.getLabel().equals("-")) steps++;
            }
        }
        throw new IllegalStateException("no menu " + menu + " > " + item);
    }

    /** Without the white right and lower margins. */
    private static BufferedImage trimmed(BufferedImage picture) {
        int right = 0;
        int bottom = 0;
        for (int y = 0; y < picture.getHeight(); y++)
            for (int x = 0; x < picture.getWidth(); x++)
                if ((picture.getRGB(x, y) & 0xffffff) != 0xffffff) {
                    right = Math.max(right, x);
                    bottom = y;
                }
        return picture.getSubimage(0, 0, right + 1, bottom + 1);
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
