package io.github.planfiji.ij;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.LUT;
import io.github.planfiji.dataset.Picture;
import io.github.planfiji.testing.Walks;
import io.github.planfiji.walk.WalkResult;
import java.awt.Color;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;

class WalkStackTest {

    private static final int WIDTH = 5;
    private static final int HEIGHT = 4;

    @Test
    void colourWalksAreCompositesOfBytes() {
        ImagePlus stack = WalkStack.of(Walks.of("plan", 3, 4), Depth.BYTE);
        assertThat(stack.getDimensions()).containsExactly(WIDTH, HEIGHT, 3, 1, 4);
        assertThat(stack.getBitDepth()).isEqualTo(8);
        assertThat(stack.getDisplayMode()).isEqualTo(ij.IJ.COMPOSITE);
        LUT[] luts = ((CompositeImage) stack).getLuts();
        assertThat(luts[0].getRGB(255)).isEqualTo(Color.RED.getRGB());
        assertThat(luts[1].getRGB(255)).isEqualTo(Color.GREEN.getRGB());
        assertThat(luts[2].getRGB(255)).isEqualTo(Color.BLUE.getRGB());
        // value i + 20 t, i counting [C,H,W]: here c = 1, y = 2, x = 3, t = 2
        int plane = stack.getStackIndex(2, 1, 3);
        assertThat(stack.getStack().getProcessor(plane).get(3, 2))
                .isEqualTo(1 * WIDTH * HEIGHT + 2 * WIDTH + 3 + 20 * 2);
    }

    @Test
    void floatStacksKeepTheGeneratorsValues() {
        WalkResult walk = Walks.of("plan", 1, 2);
        ImagePlus stack = WalkStack.of(walk, Depth.FLOAT);
        assertThat(stack.getBitDepth()).isEqualTo(32);
        assertThat((float[]) stack.getStack().getPixels(2))
                .containsExactly(walk.steps().get(1).image().chw());
        assertThat(stack.getDisplayRangeMin()).isEqualTo(-1);
        assertThat(stack.getDisplayRangeMax()).isEqualTo(1);
    }

    @Test
    void labelsAndInfoTellStepMeasuresAndOrigin() {
        ImagePlus stack = WalkStack.of(Walks.of("plan", 1, 12), Depth.BYTE);
        assertThat(stack.getTitle()).isEqualTo("PLAN walk (plan)");
        assertThat(stack.getStack().getSliceLabel(2))
                .isEqualTo(
                        "02/12 plan id=0.250 nearest=1.500 p(class)=0.75 loss=1.188"
                                + " (distance 1.00 identity 0.125 class 0.0625)");
        assertThat(stack.getInfoProperty())
                .contains(
                        "worst nearest-real distance: 0.5000 (LPIPS)", "tool: PLAN for Fiji test");
        assertThat(stack.getCalibration().getTimeUnit()).isEqualTo("step");
    }

    @Test
    void sideBySideJoinsWithAWhiteGap() {
        WalkResult linear = Walks.of("linear", 3, 3);
        ImagePlus stack = WalkStack.sideBySide(linear, Walks.of("plan", 3, 3), Depth.BYTE);
        assertThat(stack.getDimensions()).containsExactly(2 * WIDTH + 2, HEIGHT, 3, 1, 3);
        int plane = stack.getStackIndex(1, 1, 2);
        assertThat(stack.getStack().getProcessor(plane).get(0, 1)).isEqualTo(WIDTH + 20);
        assertThat(stack.getStack().getProcessor(plane).get(WIDTH, 1)).isEqualTo(255);
        assertThat(stack.getStack().getProcessor(plane).get(WIDTH + 1, 1)).isEqualTo(255);
        assertThat(stack.getStack().getProcessor(plane).get(WIDTH + 2, 1)).isEqualTo(WIDTH + 20);
        assertThat(stack.getStack().getSliceLabel(plane)).contains("linear id=", "| plan id=");
        assertThatThrownBy(() -> WalkStack.sideBySide(linear, Walks.of("plan", 3, 2), Depth.BYTE))
                .hasMessage("walks of 3 and 2 steps");
        assertThatThrownBy(() -> WalkStack.sideBySide(linear, Walks.of("plan", 1, 3), Depth.BYTE))
                .hasMessage("walks with images of different sizes");
    }

    @Test
    void bytesAreRoundedAndClipped() {
        assertThat(Picture.toByte(-1)).isZero();
        assertThat(Picture.toByte(0)).isEqualTo(128);
        assertThat(Picture.toByte(1)).isEqualTo(255);
        assertThat(Picture.toByte(-1.5f)).isZero();
        assertThat(Picture.toByte(1.5f)).isEqualTo(255);
    }

    @Test
    void imgLib2SeesXYCT() {
        WalkResult walk = Walks.of("plan", 3, 4);
        Img<FloatType> image = WalkImg.of(walk);
        assertThat(image.dimensionsAsLongArray()).containsExactly(WIDTH, HEIGHT, 3, 4);
        assertThat(image.getAt(3, 2, 1, 2).get())
                .isEqualTo(walk.steps().get(2).image().at(1, 2, 3));
    }
}
