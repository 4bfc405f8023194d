package io.github.planfiji.ij;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeLeftTest {

    private long nanos;
    private final TimeLeft timeLeft = new TimeLeft(() -> nanos);

    @Test
    void extrapolatesThePaceOfThePhase() {
        assertThat(at(0, 0, 1000)).isEmpty();
        assertThat(at(10, 10, 1000)).isEqualTo("16 min 30 s left");
        assertThat(at(100, 800, 1000)).isEqualTo("25 s left");
    }

    @Test
    void startsAnewWhereTheCountFallsBack() {
        at(0, 5, 1000);
        assertThat(at(100, 1, 1000)).isEmpty();
        assertThat(at(110, 2, 1000)).isEqualTo("2 h 46 min left");
    }

    @Test
    void saysNothingTooEarlyOrAtTheEnd() {
        assertThat(at(0, 0, 10)).isEmpty();
        assertThat(at(1, 5, 10)).isEmpty();
        assertThat(at(5, 10, 10)).isEmpty();
    }

    @Test
    void aNewPhaseStartsAnew() {
        at(0, 0, 10);
        assertThat(at(10, 5, 10)).isEqualTo("10 s left");
        nanos = 11_000_000_000L;
        assertThat(timeLeft.text("Saving", 5, 10)).isEmpty();
    }

    private String at(long second, long done, long total) {
        nanos = second * 1_000_000_000L;
        return timeLeft.text("Walking", done, total);
    }
}
