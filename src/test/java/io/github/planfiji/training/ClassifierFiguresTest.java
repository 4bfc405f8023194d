package io.github.planfiji.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassifierFiguresTest {

    @Test
    void balancedAccuracyCountsRareClassesFully() {
        ClassifierFigures figures =
                ClassifierFigures.of(new int[] {0, 0, 0, 2}, new int[] {0, 0, 1, 1}, 3);
        assertThat(figures.images()).isEqualTo(4);
        assertThat(figures.accuracy()).isEqualTo(0.5);
        assertThat(figures.perClass()).containsExactly(2 / 3.0, Double.NaN, 0.0);
        assertThat(figures.balancedAccuracy()).isEqualTo(1 / 3.0);
    }
}
