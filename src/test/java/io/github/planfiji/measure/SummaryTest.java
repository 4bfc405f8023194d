package io.github.planfiji.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.planfiji.run.UserException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void percentilesOfZeroToHundredAreThemselves() {
        double[] values = IntStream.rangeClosed(0, 100).mapToDouble(i -> 100 - i).toArray();
        assertThat(Summary.of(values)).isEqualTo(new Summary(101, 0, 1, 5, 50, 50));
        assertThat(values[0]).isEqualTo(100);
    }

    @Test
    void percentilesBetweenTwoValuesAreInterpolated() {
        Summary summary = Summary.of(new double[] {8, 0, 4});
        assertThat(summary.minimum()).isEqualTo(0);
        assertThat(summary.percent1()).isCloseTo(0.08, within(1e-12));
        assertThat(summary.percent5()).isCloseTo(0.4, within(1e-12));
        assertThat(summary.median()).isEqualTo(4);
    }

    @Test
    void oneValueIsEveryFigure() {
        assertThat(Summary.of(new double[] {3})).isEqualTo(new Summary(1, 3, 3, 3, 3, 3));
    }

    @Test
    void nothingAndNanAreRefused() {
        assertThatThrownBy(() -> Summary.of(new double[0]))
                .isInstanceOf(UserException.class)
                .hasMessage("There are no values to summarise.");
        assertThatThrownBy(() -> Summary.of(new double[] {1, Double.NaN}))
                .isInstanceOf(UserException.class)
                .hasMessage("Value 2 of those to summarise is NaN.");
    }
}
