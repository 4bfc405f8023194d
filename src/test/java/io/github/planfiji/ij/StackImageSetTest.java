package io.github.planfiji.ij;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.dataset.Sample;
import io.github.planfiji.run.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StackImageSetTest {

    @Test
    void labelsSayClassPatientAndName() {
        ImageSet set =
                StackImageSet.of(
                        stack("mild/p1/left/eye", "mild / p1", "severe/p2\nDICOM header"), 8, 3);
        assertThat(set.sample(0)).isEqualTo(new Sample("left/eye", "mild", "p1"));
        assertThat(set.sample(1)).isEqualTo(new Sample("#2", "mild", "p1"));
        assertThat(set.sample(2)).isEqualTo(new Sample("#3", "severe", "p2"));
        assertThat(set.channels()).isEqualTo(3);
        assertThat(set.width()).isEqualTo(8);
        assertThat(set.picture(2).at(0, 0, 0)).isEqualTo(1f);
    }

    @Test
    void theFirstOfThreeChannelsIsLabelled() {
        ImagePlus image = stack("mild/p1", null, null, "severe/p2", null, null);
        image.setDimensions(3, 1, 2);
        ImageSet set = StackImageSet.of(image, 4, 3);
        assertThat(set.size()).isEqualTo(2);
        assertThat(set.sample(1)).isEqualTo(new Sample("#4", "severe", "p2"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "mild", "mild/", "/Smith", "mild/ /a"})
    void aMissingLabelIsAnErrorThatTellsTheSliceOnly(String label) {
        assertThatThrownBy(() -> StackImageSet.of(stack("mild/p1", label), 8, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Slice 2 has no label of the form class/patient")
                .message()
                .doesNotContain("Smith");
    }

    @Test
    void twoChannelsAreAnError() {
        ImagePlus image = stack("mild/p1", "mild/p2");
        image.setDimensions(2, 1, 1);
        assertThatThrownBy(() -> StackImageSet.of(image, 8, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("The image 'eyes' has 2 channels");
    }

    private static ImagePlus stack(String... labels) {
        ImageStack stack = new ImageStack(2, 2);
        for (String label : labels) {
            ByteProcessor pixels = new ByteProcessor(2, 2);
            pixels.set(255);
            stack.addSlice(label, pixels);
        }
        return new ImagePlus("eyes", stack);
    }
}
