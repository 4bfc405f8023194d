package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.run.UserException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResNetShapeTest {

    @Test
    void featuresDoubleFromStageToStage() {
        assertThat(new ResNetShape(3, 2, List.of(2, 2, 2, 2), 64, false).featureCount())
                .isEqualTo(512);
        assertThat(new ResNetShape(3, 2, List.of(1), 8, true).featureCount()).isEqualTo(8);
    }

    @Test
    void largeImagesGetResNet18() {
        ResNetShape resNet18 = new ResNetShape(1, 5, List.of(2, 2, 2, 2), 64, false);
        assertThat(ResNetShape.forImages(1, 128, 5)).isEqualTo(resNet18);
        assertThat(ResNetShape.forClassifier(1, 128, 5)).isEqualTo(resNet18);
        assertThat(ResNetShape.forClassifier(1, 127, 5).width()).isEqualTo(32);
        assertThat(ResNetShape.forImages(1, 127, 5).smallStem()).isTrue();
    }

    @Test
    void impossibleSizesAreRefusedWithTheValue() {
        refused(() -> new ResNetShape(2, 2, List.of(1), 16, true), "2 input channels");
        refused(() -> new ResNetShape(3, 1, List.of(1), 16, true), "1 class");
        refused(() -> new ResNetShape(3, 2, List.of(1, 0), 16, true), "[1, 0]");
        refused(() -> new ResNetShape(3, 2, List.of(), 16, true), "[]");
        refused(() -> new ResNetShape(3, 2, List.of(1), 0, true), "width 0");
    }

    private static void refused(Runnable make, String value) {
        assertThatThrownBy(make::run).isInstanceOf(UserException.class).hasMessageContaining(value);
    }
}
