package io.github.planfiji.ij;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.LUT;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.walk.WalkResult;
import io.github.planfiji.walk.WalkStep;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Walks as ImageJ hyperstacks: C channels (1 grey, or 3 shown as an RGB composite), 1 slice, T
 * frames, one a step. Slice labels hold the measures, Info how the walk was made; latents are left
 * out.
 */
public final class WalkStack {

    private static final Color[] RGB = {Color.RED, Color.GREEN, Color.BLUE};
    private static final double FRAMES_PER_SECOND = 8;

    private WalkStack() {}

    /** One walk, not shown yet. */
    public static ImagePlus of(WalkResult walk, Depth depth) {
        List<Picture> frames = walk.steps().stream().map(WalkStep::image).toList();
        List<String> labels = new ArrayList<>();
        for (int t = 0; t < frames.size(); t++) labels.add(StepLabel.of(walk, t));
        return build(title(walk.method()), frames, labels, info(walk), depth);
    }

    /**
     * Two walks in one stack of double width, a thin white gap between them.
     *
     * @throws IllegalArgumentException if the numbers of steps or the image sizes differ
     */
    public static ImagePlus sideBySide(WalkResult left, WalkResult right, Depth depth) {
        int steps = left.steps().size();
        if (right.steps().size() != steps)
            throw new IllegalArgumentException(
                    "walks of " + steps + " and " + right.steps().size() + " steps");
        List<Picture> frames = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            frames.add(beside(left.steps().get(t).image(), right.steps().get(t).image()));
            labels.add(StepLabel.of(left, right, t));
        }
        String title = title(left.method() + ", " + right.method());
        return build(title, frames, labels, info(left) + "\n" + info(right), depth);
    }

    private static Picture beside(Picture left, Picture right) {
        if (left.channels() != right.channels()
                || left.height() != right.height()
                || left.width() != right.width())
            throw new IllegalArgumentException("walks with images of different sizes");
        return Planes.beside(left, right, Math.max(2, left.width() / 64));
    }

    private static String title(String methods) {
        return "PLAN walk (" + methods + ")";
    }

    private static String info(WalkResult walk) {
        return String.format(
                        Locale.ROOT,
                        "walk: %s\nsteps: %d\nmean identity confidence: %.4f\n"
                                + "worst nearest-real distance: %.4f (%s)\n",
                        walk.method(),
                        walk.steps().size(),
                        walk.meanIdentityConfidence(),
                        walk.worstNearestRealDistance(),
                        walk.distanceName())
                + walk.provenance().toText();
    }

    private static ImagePlus build(
            String title, List<Picture> frames, List<String> labels, String info, Depth depth) {
        Picture first = frames.get(0);
        ImageStack stack = new ImageStack(first.width(), first.height());
        for (int t = 0; t < frames.size(); t++)
            for (int c = 0; c < first.channels(); c++)
                stack.addSlice(labels.get(t), Planes.plane(frames.get(t), c, depth));
        ImagePlus image = new ImagePlus(title, stack);
        image.setDimensions(first.channels(), 1, frames.size());
        image = withDisplay(image, depth);
        image.setOpenAsHyperStack(true);
        image.setProperty("Info", info);
        image.setCalibration(calibration(image));
        return image;
    }

    /** The full range for every channel: a walk must not flicker by per-image contrast. */
    private static ImagePlus withDisplay(ImagePlus image, Depth depth) {
        double min = depth == Depth.BYTE ? 0 : -1;
        double max = depth == Depth.BYTE ? 255 : 1;
        if (image.getNChannels() == 1) {
            image.setDisplayRange(min, max);
            return image;
        }
        CompositeImage composite = new CompositeImage(image, IJ.COMPOSITE);
        LUT[] luts = new LUT[image.getNChannels()];
        for (int c = 0; c < luts.length; c++) {
            luts[c] = LUT.createLutFromColor(RGB[c]);
            luts[c].min = min;
            luts[c].max = max;
        }
        composite.setLuts(luts);
        return composite;
    }

    private static Calibration calibration(ImagePlus image) {
        Calibration calibration = new Calibration(image);
        calibration.frameInterval = 1;
        calibration.setTimeUnit("step");
        calibration.fps = FRAMES_PER_SECOND;
        return calibration;
    }
}
