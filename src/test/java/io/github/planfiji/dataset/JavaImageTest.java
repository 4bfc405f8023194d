package io.github.planfiji.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class JavaImageTest {

    @Test
    void samplesAreThoseOfThePicture() {
        BufferedImage grey = JavaImage.of(new Picture(1, 1, 2, new float[] {-1, 0.5f}));
        assertThat(grey.getRaster().getNumBands()).isEqualTo(1);
        assertThat(grey.getRaster().getSample(1, 0, 0)).isEqualTo(191);
        BufferedImage colour = JavaImage.of(new Picture(3, 1, 1, new float[] {1, 0, -2}));
        assertThat(colour.getRGB(0, 0)).isEqualTo(0xffff8000);
    }

    @Test
    void aGreyPictureAsRgbHasEqualChannels() {
        BufferedImage image = JavaImage.rgb(new Picture(1, 2, 1, new float[] {-1, 0.5f}));
        assertThat(image.getRGB(0, 0)).isEqualTo(0xff000000);
        assertThat(image.getRGB(0, 1)).isEqualTo(0xffbfbfbf);
    }
}
