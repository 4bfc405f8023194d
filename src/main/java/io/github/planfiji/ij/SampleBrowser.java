package io.github.planfiji.ij;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.gui.DialogListener;
import ij.gui.GenericDialog;
import ij.gui.NonBlockingGenericDialog;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.run.CanceledException;
import io.github.planfiji.run.Progress;
import java.awt.AWTEvent;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Changes class, truncation and seed of a sheet of samples while its user looks at it. */
public final class SampleBrowser implements DialogListener {

    /** The choice of all classes in turn. */
    public static final String ALL = "all";

    private static final int SLIDER_SEEDS = 100;

    /**
     * What is looked at.
     *
     * @param condition a class, or {@link #ALL}
     * @param truncation 0..1
     */
    public record Choice(String condition, double truncation, long seed) {

        /** The title of the sheet. */
        public String title() {
            return "PLAN samples (" + condition + ")";
        }
    }

    /** Where samples come from; one thread at a time asks. */
    public interface Source {

        /**
         * @param progress is to be asked whether another choice is wanted by now
         */
        List<Picture> samples(Choice choice, Progress progress) throws IOException;
    }

    private final ImagePlus sheet;
    private final Source source;
    // only the newest of several changes is worth drawing
    private final AtomicReference<Choice> wanted = new AtomicReference<>();
    private final ExecutorService drawer =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "PLAN samples");
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile Choice drawn;
    private volatile Exception failure;
    private volatile boolean leaves;

    private SampleBrowser(ImagePlus sheet, Source source, Choice first) {
        this.sheet = sheet;
        this.source = source;
        this.drawn = first;
    }

    /**
     * Shows the sheet and a dialog, and waits until the dialog is closed. Where nobody can be
     * asked, headless and in macros, it returns at once.
     *
     * @param sheet the samples of the first choice
     * @return the choice that the sheet shows in the end
     */
    public static Choice browse(ImagePlus sheet, List<String> classes, Choice first, Source source)
            throws IOException {
        if (GraphicsEnvironment.isHeadless() || IJ.isMacro() || Macro.getOptions() != null)
            return first;
        return new SampleBrowser(sheet, source, first).ask(classes);
    }

    private Choice ask(List<String> classes) throws IOException {
        sheet.show();
        List<String> choices = new ArrayList<>(List.of(ALL));
        choices.addAll(classes);
        GenericDialog dialog = new NonBlockingGenericDialog("PLAN samples");
        dialog.addChoice("Condition", choices.toArray(String[]::new), drawn.condition());
        dialog.addSlider("Truncation", 0, 1, drawn.truncation(), 0.05);
        dialog.addSlider("Seed", 1, Math.max(SLIDER_SEEDS, drawn.seed()), drawn.seed());
        dialog.addDialogListener(this);
        dialog.setOKLabel("Done");
        dialog.hideCancelButton();
        dialog.showDialog();
        leaves = dialog.wasCanceled();
        drawer.shutdown();
        try {
            // the model is closed after this
            while (!drawer.awaitTermination(1, TimeUnit.SECONDS)) {
                IJ.showStatus("Drawing samples");
                leaves |= IJ.escapePressed();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof IOException e) throw e;
        if (failure instanceof RuntimeException e) throw e;
        return drawn;
    }

    @Override
    public boolean dialogItemChanged(GenericDialog dialog, AWTEvent event) {
        String condition = dialog.getNextChoice();
        double truncation = dialog.getNextNumber();
        long seed = (long) dialog.getNextNumber();
        if (dialog.invalidNumber() || !(truncation >= 0 && truncation <= 1)) return false;
        Choice choice = new Choice(condition, truncation, seed);
        boolean idle = !choice.equals(drawn) && wanted.getAndSet(choice) == null;
        if (idle && !drawer.isShutdown()) drawer.execute(this::draw);
        return true;
    }

    private void draw() {
        Choice choice = wanted.getAndSet(null);
        try {
            List<Picture> pictures = source.samples(choice, new UntilNext());
            sheet.setProcessor(
                    choice.title(), ContactSheet.of(choice.title(), pictures).getProcessor());
            drawn = choice;
        } catch (CanceledException e) {
            // the sheet stays as it is until the next choice is drawn
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    /** Stops where the user wants something else by now. */
    private final class UntilNext implements Progress {

        @Override
        public void report(String phase, long done, long total) {}

        @Override
        public boolean isCanceled() {
            return leaves || wanted.get() != null;
        }
    }
}
